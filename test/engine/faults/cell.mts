import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.mts';
import { execute, tokenShapes, type Result } from '../../support/calltouch.mts';
import { readBinary } from '../../support/engine.mts';
import { aimed, type PlayedFault } from './faults.mts';
import type { Subject } from './subjects.mts';

export const modes = {
	stop: undefined,
	continue: 'continueRegularOutput',
	branch: 'continueErrorOutput',
} as const;
export type Mode = keyof typeof modes;

/**
 * What a run came to: the whole result, one clear error, or one that says that nobody knows whether it was written; or
 * else a result in part, a writing sent twice, a token where it must not be, an error that is not clear, or a fault
 * that was not met.
 */
type Verdict = 'survived' | 'told' | 'unknown' | 'part' | 'twice' | 'token' | 'unclear' | 'unmet';

export interface Outcome {
	verdict: Verdict;
	detail?: string;
}

export interface Case {
	subject: Subject;
	fault: PlayedFault;
	mode: Mode;
	times: 'once' | 'always';
}

/** What came out, with binaries by their contents, and without what differs from run to run. */
async function contents(items: INodeExecutionData[], { clocks = [] }: Subject): Promise<unknown> {
	return await Promise.all(
		items.map(async ({ json, binary = {} }) => {
			const fields = Object.keys(binary).map(async (field) => {
				const bytes = await readBinary({ json, binary }, field);
				return [field, bytes.length, createHash('sha256').update(bytes).digest('hex')];
			});
			const timeless = Object.entries(json).filter(([key]) => !clocks.includes(key));
			return { json: timeless, binaries: await Promise.all(fields) };
		}),
	);
}

async function withSandbox<T>(
	subject: Subject,
	work: (sandbox: Sandbox) => Promise<T>,
): Promise<T> {
	const sandbox = await startSandbox({ ...subject.settings });
	if (subject.isWrite) sandbox.addDeal({ fields: { orderNumber: 'A-100' } });
	return await work(sandbox).finally(() => sandbox.stop());
}

/** The result without any fault. */
export async function wholeResult(subject: Subject): Promise<unknown> {
	return await withSandbox(subject, async (sandbox) => {
		const { status, items } = await execute(sandbox, subject.parameters(sandbox));
		if (status !== 'success' || items.length === 0) throw new Error(`${subject.name} is broken`);
		return await contents(items, subject);
	});
}

/** Plays one case, and judges what came of it. */
export async function play(
	{ subject, fault, mode, times }: Case,
	whole: unknown,
	foreign: Sandbox,
): Promise<Outcome> {
	return await withSandbox(subject, async (sandbox) => {
		const target = { ...subject.target, ...(times === 'once' ? { times: 1 } : {}) };
		sandbox.configure({ faults: [aimed(fault, target, foreign.url)] });
		const patience = {
			timeout: isSilent(fault) ? 2 : 30,
			...(times === 'once' ? {} : { retryFor: 0 }),
		};
		const parameters = subject.parameters(sandbox);
		const options = { ...(parameters.options as object | undefined), ...patience };
		const result = await execute(sandbox, { ...parameters, options }, { onError: modes[mode] });
		if (!sandbox.requests.some((request) => request.fault === fault.fault.kind)) {
			return { verdict: 'unmet' };
		}
		if (tokenShapes.some((shape) => result.stored.includes(shape))) {
			return { verdict: 'token', detail: 'in the stored run' };
		}
		const sent = sandbox.requests.filter(({ fault: met }) => met !== '429').length;
		if (subject.isWrite && sent > 1) return { verdict: 'twice' };
		if (isWhole(result)) {
			const isSame = isDeepStrictEqual(await contents(result.items, subject), whole);
			return { verdict: isSame ? 'survived' : 'part' };
		}
		return judgeError(result, mode);
	});
}

/** Only silence is ended by the timeout; a busy machine may be late with any other answer. */
function isSilent({ fault }: PlayedFault): boolean {
	return fault.kind === 'hang' || fault.kind === 'stall';
}

function isWhole({ status, items, failed }: Result): boolean {
	return status === 'success' && failed.length === 0 && !items.some(({ json }) => 'error' in json);
}

function judgeError(result: Result, mode: Mode): Outcome {
	const { error, items, failed, status } = result;
	if (mode === 'stop') {
		if (items.length > 0) return { verdict: 'part', detail: 'beside an error' };
		if (status !== 'error' || !error) return unclear(`the run ended with ${status}`);
		if (error.context.itemIndex !== 0) return unclear('it names no item');
		const advice = String(error.description);
		const isAdvised = /\.$/.test(advice) && !nonsense.test(advice);
		return isAdvised ? judgeMessage(error.message) : unclear(advice);
	}
	const [own, other] = mode === 'continue' ? [items, failed] : [failed, items];
	const [item] = own;
	if (own.length !== 1 || other.length > 0 || !item) return unclear('not just one item');
	return judgeMessage(item.json.error);
}

/** What no text for people has. */
const nonsense = /undefined|NaN|\[object|null\b/;

/** A sentence for people. */
function judgeMessage(message: unknown): Outcome {
	const isClear =
		typeof message === 'string' && /^[A-Z0-9].{15}/.test(message) && !nonsense.test(message);
	if (!isClear) return unclear(String(message));
	return { verdict: message.startsWith('It is not known whether') ? 'unknown' : 'told' };
}

function unclear(detail: string): Outcome {
	return { verdict: 'unclear', detail };
}
