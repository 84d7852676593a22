import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { exportOptions } from '../../../../nodes/Calltouch/shared/export/exportParameters';

describe('the options of an export', () => {
	it('are offered only for the formats that they change', () => {
		const [collection] = exportOptions('calls').properties('options');
		const shown = (collection?.options as INodeProperties[]).flatMap(({ name, displayOptions }) => {
			const formats = displayOptions?.show?.['/format'];
			return formats ? [[name, formats]] : [];
		});
		expect(Object.fromEntries(shown)).toEqual({
			addBOM: ['csv'],
			separator: ['csv'],
			headerRow: ['csv', 'csvExcelRu'],
			guardFormulas: ['csv', 'csvExcelRu'],
		});
	});
});
