const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, series, src, watch } = require('gulp');

async function clean() {
	await rm('dist', { recursive: true, force: true });
}

function compile() {
	return spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });
}

/** Icons and output previews, which tsc leaves behind. */
function assets() {
	// encoding: false keeps the bytes; gulp reads files as UTF-8 by default and so damages pictures
	return src(['icons/**/*.{svg,png}', 'nodes/**/*.{svg,png}', 'nodes/**/__schema__/**/*.json'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

exports.clean = clean;
exports.build = series(clean, compile, assets);
exports.watch = () =>
	watch(['{credentials,icons,nodes}/**/*'], { ignoreInitial: false }, series(compile, assets));
exports.default = exports.build;
