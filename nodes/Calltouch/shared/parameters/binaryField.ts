import { field, required } from '../fields/field';
import { parseText, textProperty } from '../fields/text';

export const binaryField = required(
	field({
		label: 'Put Output File in Field',
		property: textProperty({
			default: 'data',
			hint: 'The name of the output field to put the file in',
		}),
		remedy: 'The usual name is data.',
		parse: (value, label) => parseText(value, label),
	}),
);
