import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** A text that the package can show, with `…` for what is known only then. */
export interface Message {
	text: string;
	/** File and line. */
	place: string;
}

/** Where those who make messages take the text: the number of the argument. */
const makers = new Map([
	['CalltouchError', 1],
	['invalidInput', 2],
	['Refusal', 1],
	// What n8n's log gets.
	['context.logger.warn', 0],
	['context.logger.error', 0],
	// What n8n shows above the output of the node.
	['context.addExecutionHints', 0],
	// What the test of the credential says.
	['answerRule', 2],
]);

interface Source {
	name: string;
	file: ts.SourceFile;
}

type Call = ts.CallExpression | ts.NewExpression;

/**
 * Every message in the sources, read from the code itself. A function that hands a parameter of its own on as the text is a
 * maker as well.
 * @throws Error at a text that is neither written where it is used nor in the same function or file
 */
export function gatherMessages(): Message[] {
	const sources = execFileSync('git', ['ls-files', 'nodes/*.ts', 'credentials/*.ts'], {
		encoding: 'utf8',
	})
		.trim()
		.split('\n')
		.map((name) => ({
			name,
			file: ts.createSourceFile(name, readFileSync(name, 'utf8'), ts.ScriptTarget.Latest, true),
		}));
	const known = new Map(makers);
	for (;;) {
		const before = known.size;
		const messages = sources.flatMap((source) => messagesOf(source, known));
		if (known.size === before) return messages;
	}
}

function messagesOf(source: Source, known: Map<string, number>): Message[] {
	const { name, file } = source;
	return callsIn(file).flatMap((call) => {
		const maker = call.expression.getText();
		const at = known.get(`${name} ${maker}`) ?? known.get(maker);
		const text = at === undefined ? undefined : call.arguments?.[at];
		if (!text) return [];
		const line = file.getLineAndCharacterOfPosition(call.getStart()).line + 1;
		const place = `${name}:${line}`;
		return textsOf(text, source, known, place)
			.map((one) => ({ text: one.replace(/…+/g, '…'), place }))
			.filter((one) => /\w/.test(one.text));
	});
}

function callsIn(node: ts.Node): Call[] {
	const inner: Call[] = [];
	node.forEachChild((child) => void inner.push(...callsIn(child)));
	return ts.isCallExpression(node) || ts.isNewExpression(node) ? [node, ...inner] : inner;
}

/** What an expression may give. */
function textsOf(
	node: ts.Expression,
	source: Source,
	known: Map<string, number>,
	place: string,
): string[] {
	const again = (inner: ts.Expression) => textsOf(inner, source, known, place);
	if (ts.isStringLiteralLike(node)) return [node.text];
	if (ts.isTemplateExpression(node)) {
		return [node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('')];
	}
	// What is added stands behind a text that counts by itself.
	if (ts.isBinaryExpression(node)) return again(node.left);
	if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(again);
	if (ts.isObjectLiteralExpression(node)) {
		const [message] = node.properties.filter((one) => one.name?.getText() === 'message');
		if (message && ts.isPropertyAssignment(message)) return again(message.initializer);
		if (message && ts.isShorthandPropertyAssignment(message)) return again(message.name);
	}
	if (ts.isIdentifier(node)) {
		const meant = declarationOf(node.text, node);
		// The message of another error, which is gathered where that one is made.
		if (meant && ts.isBindingElement(meant)) return [];
		if (meant && ts.isVariableDeclaration(meant) && meant.initializer)
			return again(meant.initializer);
		if (meant && ts.isParameter(meant)) {
			addMaker(meant, source, known);
			return [];
		}
	}
	throw new Error(`${place}: the message cannot be read from the code: ${node.getText()}`);
}

type Declaration = ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement;

/** The innermost declaration of a name around a node. */
function declarationOf(name: string, node: ts.Node): Declaration | undefined {
	for (let around = node.parent; around; around = around.parent) {
		const found = declarationsIn(around).find((one) => one.name.getText() === name);
		if (found) return found;
	}
	return undefined;
}

/** What a function, a block or a file declares itself. */
function declarationsIn(node: ts.Node): Declaration[] {
	const own: Declaration[] = [];
	if (ts.isFunctionLike(node)) {
		for (const parameter of node.parameters) own.push(parameter, ...elementsOf(parameter.name));
	}
	if (ts.isBlock(node) || ts.isSourceFile(node)) {
		for (const statement of node.statements.filter(ts.isVariableStatement)) {
			for (const one of statement.declarationList.declarations)
				own.push(one, ...elementsOf(one.name));
		}
	}
	return own;
}

function elementsOf(name: ts.BindingName): ts.BindingElement[] {
	return ts.isObjectBindingPattern(name) ? [...name.elements] : [];
}

/** A function is known everywhere by its name when it is exported, else in its own file. */
function addMaker(
	parameter: ts.ParameterDeclaration,
	{ name: file }: Source,
	known: Map<string, number>,
): void {
	const maker = parameter.parent;
	const named = ts.isFunctionDeclaration(maker) ? maker : maker.parent;
	const name =
		ts.isFunctionDeclaration(named) || ts.isVariableDeclaration(named) ? named.name : undefined;
	if (!name) return;
	const isExported =
		ts.isFunctionDeclaration(named) &&
		named.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
	const key = isExported ? name.getText() : `${file} ${name.getText()}`;
	known.set(key, maker.parameters.indexOf(parameter));
}
