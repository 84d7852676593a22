import { mapInOrder } from '../../../nodes/Calltouch/api/concurrency/orderedMap.ts';
import type { Sandbox } from '../../sandbox/sandbox.mts';
import { modes, play, wholeResult, type Case, type Mode, type Outcome } from './cell.mts';
import { allowed, playedFaults } from './faults.mts';
import { subjects, type Subject } from './subjects.mts';

/** Runs under way at the same time: most of them only wait. */
const atOnce = 12;
/** How often a case is played whose fault was not met. */
const maxPlays = 3;

export interface Judged extends Case, Outcome {
	/** The verdict is the one that the fault allows. */
	isRight: boolean;
}

function* allCases(faultNames: string[]): Generator<Case> {
	const faults = playedFaults.filter(
		({ name }) => faultNames.length === 0 || faultNames.includes(name),
	);
	for (const subject of subjects) {
		for (const fault of faults) {
			if (subject.beyond?.[fault.name]) continue;
			if (fault.isForJournals && !subject.isJournal) continue;
			for (const mode of Object.keys(modes) as Mode[]) {
				for (const times of ['once', 'always'] as const) yield { subject, fault, mode, times };
			}
		}
	}
}

/**
 * Plays every operation × fault × mode, once and for good. Redirects lead to `foreign`. With names of faults, only these
 * are played.
 */
export async function* playMatrix(
	foreign: Sandbox,
	faultNames: string[] = [],
): AsyncGenerator<Judged> {
	const wholes = new Map<Subject, unknown>();
	for (const subject of subjects) wholes.set(subject, await wholeResult(subject));
	yield* mapInOrder(allCases(faultNames), atOnce, async (one) => {
		const outcome = await playUntilMet(one, wholes.get(one.subject), foreign);
		const expected = allowed(one.fault, one.times, one.subject.isWrite ?? false);
		return { ...one, ...outcome, isRight: outcome.verdict === expected };
	});
}

/** On a busy machine a run may end by the timeout before it comes to the request with the fault. */
async function playUntilMet(one: Case, whole: unknown, foreign: Sandbox): Promise<Outcome> {
	for (let left = maxPlays; ; left--) {
		const outcome = await play(one, whole, foreign);
		if (outcome.verdict !== 'unmet' || left === 1) return outcome;
	}
}
