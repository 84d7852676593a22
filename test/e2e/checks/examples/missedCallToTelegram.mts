import { deepEqual, equal } from 'node:assert/strict';
import { hurried } from './pauses.mts';
import type { Stage } from './run.mts';

export async function missedCallToTelegram(stage: Stage) {
	const { run, workflow, services } = await hurried(stage, 10);
	const { telegram } = services;
	await run();
	const [pin] = (workflow.pinData as Record<string, Array<{ json: object }>>)['Call Ended'] ?? [];
	const source = '<не указано> & "others"';
	const odd = { ...pin?.json, callerNumber: null, source, callUrl: undefined, url: undefined };
	const answered = { ...pin?.json, successful: true };
	const unclear = { ...pin?.json, successful: null };
	await run({ 'Call Ended': [{ json: odd }, { json: answered }, { json: unclear }] });
	const [first, second, ...more] = telegram.messages.map(({ text }) => text);
	equal(
		first,
		[
			'<b>Missed call</b> from +79990000011',
			'At 18:52, after 34 seconds',
			'Source: google / organic',
			'<a href="https://www.okna.example/okna.html?utm_source=google&amp;utm_medium=organic">The page of the call</a>',
		].join('\n'),
	);
	equal(
		second,
		[
			'<b>Missed call</b> from a hidden number',
			'At 18:52, after 34 seconds',
			'Source: &lt;не указано&gt; &amp; &quot;others&quot; / organic',
		].join('\n'),
	);
	equal(more.length, 0);

	const several = [1, 2, 3, 4].map((at) => ({ json: { ...odd, source: `source ${at}` } }));
	const texts = several.map(
		({ json }) => second?.replace(/^Source: .+? \//m, `Source: ${json.source} /`) ?? '',
	);
	telegram.tooMany.add(texts[2] ?? '');
	await run({ 'Call Ended': several });
	deepEqual(
		telegram.messages.slice(2).map(({ text }) => text),
		texts,
		'a message that is tried again takes others with it',
	);
	return first;
}
