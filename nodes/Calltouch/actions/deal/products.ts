import { amount } from '../../shared/fields/amount';
import { emptyInput, field } from '../../shared/fields/field';
import { rows } from '../../shared/fields/rows';
import { text } from '../../shared/fields/text';
import { whole } from '../../shared/fields/whole';

const given = rows(
	'Products',
	{ row: 'Product', description: 'What is sold', place: 'of a product' },
	{
		brand: text('Brand', { example: 'Rehau' }),
		category: text('Category', { example: 'Windows' }),
		name: text('Name', { example: 'Window 120 x 140' }),
		price: amount('Price', { example: '10000.50' }),
		quantity: whole('Quantity', { min: 1, default: 1 }),
		variant: text('Variant', { example: 'White' }),
	},
);

/** Products of the deal. A quantity alone is none: n8n fills it in where an expression stands for all the rows. */
export const products: typeof given = field({
	...given.definition,
	parse: (...value) => {
		const read = given.definition.parse(...value);
		if (!read.some(isNothing)) return read;
		throw emptyInput('Name of a product', 'Give each product a name, or remove its row.');
	},
});

function isNothing(product: object): boolean {
	return Object.entries(product).every(([key, own]) => key === 'quantity' || own === undefined);
}
