// Keeps Stryker from mutating messages: tests say what is refused and with which code, never in which words.

/** Errors whose only texts are sentences for people; a `GatewayError` has its code as text too. */
const messageErrors = new Set(['AssertionRefused', 'BadSupergraph', 'TypeError']);

function isMessage({ properties = [] }) {
  return properties.length > 0 && properties.every(({ key }) => key?.name === 'zh' || key?.name === 'en');
}

function isErrorText({ node, parent }) {
  return parent?.arguments?.includes(node) && messageErrors.has(parent.callee.name);
}

function shouldIgnore(path) {
  const words =
    (path.isObjectExpression() && isMessage(path.node)) ||
    ((path.isStringLiteral() || path.isTemplateLiteral()) && isErrorText(path));
  return words ? 'the words of a message' : undefined;
}

/** As Stryker's `declareValuePlugin(PluginKind.Ignore, …)` makes it. */
export const strykerPlugins = [{ kind: 'Ignore', name: 'messages', value: { shouldIgnore } }];
