import type { INode } from 'n8n-workflow';
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
