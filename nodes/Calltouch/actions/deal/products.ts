import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Product } from '../../api/dealWrites';
import { rowsField, textField } from '../../shared/collections';
import { readAmount, readText, readWhole } from '../../shared/values';

/** What the deal is about. */
export const productsParameter: INodeProperties = rowsField(
	'Products',
	'products',
	'What is sold',
	'Product',
	[
		textField('Brand', 'brand', 'Rehau'),
		textField('Category', 'category', 'Windows'),
		textField('Name', 'name', 'Window 120 x 140'),
		textField('Price', 'price', '10000.50'),
		{
			displayName: 'Quantity',
			name: 'quantity',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1,
		},
		textField('Variant', 'variant', 'White'),
	],
);

/** @throws CalltouchError that names the field and shows its value */
export function readProducts(value: unknown): Product[] | undefined {
	const rows = (value as { product?: IDataObject[] } | undefined)?.product;
	return rows?.map((row) => ({
		name: readText('Name of a product', row.name),
		price: readAmount('Price of a product', row.price),
		brand: readText('Brand of a product', row.brand),
		category: readText('Category of a product', row.category),
		variant: readText('Variant of a product', row.variant),
		quantity: readWhole('Quantity of a product', row.quantity, 1),
	}));
}
