interface RelatedNode {
	/** Name of the node in this package. */
	name: string;
	/** When it is the better choice. */
	relationHint: string;
}

/**
 * Returns the part of a description that tells n8n's AI workflow builder when to take this node, and when another one.
 * The types of n8n-workflow 2.8 do not know the key, and n8n 2.8 ignores it; n8n 2.41 reads it.
 */
export function builderHint(searchHint: string, related: RelatedNode[]): object {
	const relatedNodes = related.map(({ name, relationHint }) => ({
		nodeType: `n8n-nodes-calltouch.${name}`,
		relationHint,
	}));
	return { builderHint: { searchHint, relatedNodes } };
}
