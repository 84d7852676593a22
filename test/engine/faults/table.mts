import type { Judged } from './matrix.mts';
import { playedFaults } from './faults.mts';
import { subjects, type Subject } from './subjects.mts';

const marks = { survived: '●', told: '○', unknown: '?', wrong: '✗', beyond: '·' };

/** The matrix as text: a row for each operation, a column for each fault; first once, then for good. */
export function matrixTable(judged: Judged[]): string {
	const width = Math.max(...subjects.map(({ name }) => name.length));
	const heading = playedFaults.map((_, index) => String(index + 1).padStart(2)).join('  ');
	const rows = subjects.map((subject) => {
		const cells = playedFaults.map(({ name }) => cellOf(judged, subject, name));
		return `${subject.name.padEnd(width)}  ${cells.join('  ')}`;
	});
	const legend = playedFaults.map(({ name }, index) => `${index + 1} ${name}`).join(', ');
	return [
		`${' '.repeat(width)}  ${heading}`,
		...rows,
		'',
		`Columns: ${legend}.`,
		`Each cell: the fault once, the fault for good; each with stop, Continue On Fail and error branch.`,
		`${marks.survived} the whole result, ${marks.told} one clear error, ${marks.unknown} an error that says that nobody knows whether it was written (it is not sent again),`,
		`${marks.wrong} wrong, ${marks.beyond} not played: nobody can notice it in this kind of answer`,
	].join('\n');
}

function cellOf(judged: Judged[], subject: Subject, faultName: string): string {
	return (['once', 'always'] as const)
		.map((times) => {
			const cases = judged.filter(
				(one) => one.subject === subject && one.fault.name === faultName && one.times === times,
			);
			const [first] = cases;
			if (!first) return marks.beyond;
			if (cases.some(({ isRight }) => !isRight)) return marks.wrong;
			return first.verdict in marks ? marks[first.verdict as keyof typeof marks] : marks.wrong;
		})
		.join('');
}
