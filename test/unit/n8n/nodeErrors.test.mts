import { ExpressionError, type INode } from 'n8n-workflow';
import { expect, it } from 'vitest';
import { toNodeError } from '../../../nodes/Calltouch/n8n/nodeErrors';
import { CalltouchError } from '../../../nodes/Calltouch/api/errors';

const context = { getNode: () => ({ name: 'Calltouch' }) as INode };

it('keeps the stack and the cause of an error that nobody expected', () => {
	const unexpected = new TypeError('a bug');
	const error = toNodeError(context, unexpected, 3);
	expect(error.message).toBe('a bug');
	expect(error.stack).toBe(unexpected.stack);
	expect(error.cause).toBe(unexpected);
	expect(error.context.itemIndex).toBe(3);
});

it('shows no stack of an error that has words of its own', () => {
	const error = toNodeError(context, new CalltouchError('refused', 'no', { remedy: 'Try.' }));
	expect(error.cause).toBeUndefined();
	expect(error.description).toBe('Try.');
});

it('keeps what the editor needs to explain an expression', () => {
	const unlinked = new ExpressionError('Invalid expression', {
		messageTemplate: 'No path back to referenced node',
		descriptionKey: 'pairedItemNoConnection',
		nodeCause: 'Orders',
		parameter: 'callId',
		description: 'There is no connection back to the node',
		itemIndex: 0,
	});
	const error = toNodeError(context, unlinked, 3);
	expect(error.message).toBe('Invalid expression');
	expect(error.description).toBe('There is no connection back to the node');
	expect(error.context).toEqual({ ...unlinked.context, itemIndex: 3 });
});

it.each([new Error(''), new AggregateError([]), '', ' '])('never is without words: %o', (error) => {
	expect(toNodeError(context, error).message).toMatch(/\w/);
});

it.each([
	['no', 'no. Try.'],
	['It said "Нет!"', 'It said "Нет!". Try.'],
	['Why?', 'Why? Try.'],
])('tells a model in the message what to do about %o', (words, message) => {
	const tool = { getNode: () => ({ type: 'n8n-nodes-calltouch.calltouchTool' }) as INode };
	const reasons = ['refused', 'invalid-input'] as const;
	for (const reason of reasons) {
		const error = new CalltouchError(reason, words, { remedy: 'Try.' });
		expect(toNodeError(tool, error).message).toBe(message);
		expect(toNodeError(context, error).message).toBe(words);
	}
	expect(toNodeError(tool, new ExpressionError(words, { description: 'Try.' })).message).toBe(
		message,
	);
	expect(toNodeError(tool, new Error(words)).message).toBe(words);
});
