import { blocks } from '../fields/blocks';
import { needed } from '../fields/field';
import { name } from '../fields/name';
import { text } from '../fields/text';

/** Source of a request or call that Calltouch cannot know. */
export const customSources = blocks(
	'Custom Source',
	{
		placeholder: 'Add source',
		description: 'Advertisement to credit. Source, medium and campaign belong together.',
	},
	{
		values: {
			label: 'Source',
			parts: {
				campaign: needed(text('Campaign', { example: 'spring' })),
				content: text('Content', { example: 'banner' }),
				medium: needed(text('Medium', { example: 'cpc' })),
				source: needed(name('Source', 'searchSources', 'Source of the traffic')),
				term: text('Term', { example: 'plastic windows' }),
			},
		},
	},
);
