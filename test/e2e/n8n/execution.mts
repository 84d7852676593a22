/** A stored file of an item. */
interface Binary {
	id: string;
	mimeType: string;
	fileName: string;
	bytes?: number;
}

export interface Item {
	json: Record<string, unknown>;
	binary?: Record<string, Binary>;
	error?: unknown;
}

interface Failure {
	message: string;
	description?: string;
}

/** What n8n stores of an execution, as far as it is read here. */
export interface ExecutionData {
	resultData: {
		error?: Failure;
		runData: Record<string, Array<{ data?: { main?: Array<Item[] | null> }; error?: Failure }>>;
	};
}

/** An execution that has ended. */
export interface Execution {
	id: string;
	status: string;
	error: Failure | undefined;
	/** Names of the nodes that ran. */
	ran: string[];
	/** All items that a node gave, over all its runs. */
	items(node: string): Item[];
	/** Everything that n8n stored, as text. */
	stored: string;
}

/** Reads an execution. */
export function toExecution(
	id: string,
	status: string,
	{ resultData: { error, runData } }: ExecutionData,
	stored: string,
): Execution {
	return {
		id,
		status,
		error,
		ran: Object.keys(runData),
		items: (node) => (runData[node] ?? []).flatMap(({ data }) => data?.main?.[0] ?? []),
		stored,
	};
}
