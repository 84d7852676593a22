import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { excelRuFormat } from '../../nodes/Calltouch/shared/export/fileFormat.ts';

/** Opens CSV for Excel (Russian) in LibreOffice with Russian settings, and looks at what its cells have become. */

const columns = ['yaClientId', 'plannedAmount', 'sum', 'source', 'date', 'phoneNumber', 'keyword'];
const { head, line } = excelRuFormat(columns, undefined, { headerRow: true, guardFormulas: true });
const record = {
	yaClientId: '1693664394123456789',
	plannedAmount: 12.5,
	sum: '99.50',
	source: '001',
	date: '2025-12-31T10:00:00+03:00',
	phoneNumber: '79990001122',
	keyword: '=1+1',
};
const wanted = [
	'office:string-value="1693664394123456789"',
	'office:value="12.5"',
	'office:value="99.5"',
	'office:string-value="001"',
	'office:date-value="2025-12-31T10:00:00"',
	'office:value="79990001122"',
	'office:value-type="string"',
];

const folder = mkdtempSync(join(tmpdir(), 'calltouch-excel-'));
try {
	writeFileSync(join(folder, 'table.csv'), head + line(record));
	// Semicolon, quotes, UTF-8, first line, Russian, quoted text is no text by itself, dates are detected.
	const filter = '--infilter=CSV:59,34,76,1,,1049,false,true';
	const profile = `-env:UserInstallation=file://${folder}/profile`;
	const output = ['--convert-to', 'fods', '--outdir', folder];
	execFileSync('soffice', ['--headless', profile, ...output, filter, join(folder, 'table.csv')], {
		stdio: 'ignore',
	});
	const sheet = readFileSync(join(folder, 'table.fods'), 'utf8');
	const cells = [...sheet.matchAll(/<table:table-cell [^>]*value-type[^>]*>/g)].map(
		([cell]) => cell,
	);
	const values = cells.slice(columns.length);
	for (const [index, key] of columns.entries()) {
		const isRight = values[index]?.includes(wanted[index] ?? '') ?? false;
		console.log(`${isRight ? 'right' : 'WRONG'}  ${key}: ${values[index]}`);
		if (!isRight) process.exitCode = 1;
	}
} finally {
	rmSync(folder, { recursive: true, force: true });
}
