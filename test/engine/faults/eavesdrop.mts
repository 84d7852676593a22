/** Hears all that this process prints, while it is printed as before. */
export function eavesdrop(): { stop: () => string } {
	const heard: string[] = [];
	const streams = [process.stdout, process.stderr].map((stream) => {
		const write = stream.write.bind(stream);
		stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
			heard.push(typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk));
			return write(chunk, ...rest);
		}) as typeof stream.write;
		return { stream, write };
	});
	return {
		stop: () => {
			for (const { stream, write } of streams) stream.write = write;
			return heard.join('');
		},
	};
}
