import { amount } from '../../shared/fields/amount';
import { rows } from '../../shared/fields/rows';
import { text } from '../../shared/fields/text';
import { whole } from '../../shared/fields/whole';

/** Products of the deal. */
export const products = rows(
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
