import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { afterEach, describe, expect, it } from 'vitest';
import { runItems } from '../../../../nodes/Calltouch/actions/router';

/** Milliseconds that reading one parameter takes on the clock of these tests, about as in n8n. */
const costOfParameter = 0.1;
/** Longest time without a turn of the event loop, in milliseconds. */
const maxHeldMs = 100;

const real = performance.now.bind(performance);

afterEach(() => {
	performance.now = real;
});

/** Reads so many items and tells how long others had to wait meanwhile, on a clock that only reading moves on. */
async function run(
	count: number,
	parameters: Record<string, unknown>,
	stop: AbortController = new AbortController(),
) {
	let spent = 0;
	performance.now = () => real() + spent;
	const input: INodeExecutionData[] = Array.from({ length: count }, (_, at) => ({ json: { at } }));
	const read = new Set<number>();
	const readBeforeRequest: number[] = [];
	const context = {
		getInputData: () => input,
		getNodeParameter: (name: string, itemIndex: number, otherwise?: unknown) => {
			spent += costOfParameter;
			read.add(itemIndex);
			const value = Object.hasOwn(parameters, name) ? parameters[name] : otherwise;
			return typeof value === 'function' ? (value as (at: number) => unknown)(itemIndex) : value;
		},
		getCredentials: () => Promise.resolve(credential),
		getNode: () => ({ name: 'Calltouch', type: 'calltouch' }),
		getWorkflow: () => ({ id: 'workflow' }),
		isToolExecution: () => false,
		getExecutionCancelSignal: () => stop.signal,
		continueOnFail: () => true,
		addExecutionHints: () => undefined,
		helpers: {
			httpRequestWithAuthentication: () => {
				readBeforeRequest.push(read.size);
				stop.abort();
				return Promise.reject(Object.assign(new Error('off'), { code: 'ECONNREFUSED' }));
			},
		},
	};
	let longest = 0;
	let before = 0;
	const look = () => {
		longest = Math.max(longest, spent - before);
		before = spent;
	};
	let running = true;
	const others = (async () => {
		while (running) {
			await new Promise(setImmediate);
			look();
		}
	})();
	const output = await runItems(context as unknown as IExecuteFunctions)
		.catch((error: unknown) => error)
		.finally(() => (running = false));
	await others;
	return { output, longest, read: read.size, readBeforeRequest };
}

const credential = {
	siteId: '12345',
	apiToken: 'token',
	baseUrl: 'http://turns.example',
	timezone: 'Europe/Moscow',
};

const create = {
	resource: 'request',
	operation: 'create',
	requestNumber: (item: number) => `N-${item}`,
	phoneNumber: '79990000011',
	options: { retryFor: 0 },
};

describe('10,000 items', () => {
	it('of a write leave turns to others while they are read, and all are read before the first goes out', async () => {
		const { longest, readBeforeRequest } = await run(10_000, create);
		expect(readBeforeRequest).toEqual([10_000]);
		expect(longest).toBeLessThanOrEqual(maxHeldMs);
	});

	it('of which none can be read leave turns to others', async () => {
		for (const parameters of [
			{ ...create, requestNumber: '' },
			{ resource: 'call', operation: 'get', callId: 'x' },
		]) {
			const { output, longest, read, readBeforeRequest } = await run(10_000, parameters);
			expect(output).toHaveProperty('0.length', 10_000);
			expect(read).toBe(10_000);
			expect(readBeforeRequest).toEqual([]);
			expect(longest).toBeLessThanOrEqual(maxHeldMs);
		}
	});

	it('are not read to the end when the execution is canceled', async () => {
		const stop = new AbortController();
		setImmediate(() => stop.abort());
		const { output, read, readBeforeRequest } = await run(10_000, create, stop);
		expect((output as Error).message).toBe('The execution was canceled');
		expect(read).toBeLessThan(10_000);
		expect(readBeforeRequest).toEqual([]);
	});

	it('of an operation that goes item by item are not begun after a cancel, although it continues on errors', async () => {
		const get = { resource: 'call', operation: 'get', callId: '5', options: { retryFor: 0 } };
		const stop = new AbortController();
		setImmediate(() => stop.abort());
		const { output, read } = await run(10_000, get, stop);
		expect((output as Error).message).toBe('The execution was canceled');
		// Twenty go side by side.
		expect(read).toBeLessThan(100);
	});
});
