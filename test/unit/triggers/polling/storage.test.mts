import { expect, it } from 'vitest';
import { loadKnown } from '../../../../nodes/Calltouch/triggers/polling/storage';

const watched = { stamp: 's', slots: [], prints: { words: [], days: {} } };
const memory = { stamp: 's', early: '', spans: [], emitted: {}, passed: {}, old: {}, open: '' };

it.each([watched, memory])(
	'counts no polls for a memory stored before they were counted',
	(one) => {
		expect(loadKnown({ memory: JSON.stringify(one) })).toMatchObject({
			stamp: 's',
			polls: 0,
			madeAt: 0,
		});
		expect(loadKnown({ memory: JSON.stringify({ ...one, polls: 3 }) })).toMatchObject({ polls: 3 });
	},
);
