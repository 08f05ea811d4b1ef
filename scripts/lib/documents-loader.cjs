// Turns graphql(`query X …`) into the generated constant XDocument while a page is bundled. As written, the call looks its
// document up in a map of all of them, and every page would carry the queries of every other.

const CALL = /\bgraphql\(\s*`([^`]*)`\s*,?\s*\)/g;
const IMPORT = /import \{([^}]*)\} from (['"])@\/graphql\/__generated__\/client\2;?/;
const NAME = /^\s*(query|mutation|subscription|fragment)\s+(\w+)/;

/** The name that the generator gives a document: each part between underscores begins with a capital. */
function constantOf(document) {
  const [, kind, name] = NAME.exec(document) ?? [];
  if (!name) throw new Error('A GraphQL document has to begin with its kind and its name.');
  const pascal = name.replace(/(^|_)([a-z])/g, (_all, before, letter) => before + letter.toUpperCase());
  return `${pascal}${kind === 'fragment' ? 'FragmentDoc' : 'Document'}`;
}

module.exports = function documentsLoader(source) {
  // In the generated file itself: tells the bundler that a document nobody imports can go.
  if (source.includes('class TypedDocumentString'))
    return source.replaceAll('= new TypedDocumentString(', '= /*#__PURE__*/ new TypedDocumentString(');
  const constants = new Set();
  const replaced = source.replace(CALL, (_call, document) => {
    const constant = constantOf(document);
    constants.add(constant);
    return constant;
  });
  if (constants.size === 0) return source;
  return replaced.replace(IMPORT, (_line, names) => {
    const others = names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name && name !== 'graphql');
    const lines = [`import { ${[...constants].join(', ')} } from '@/graphql/__generated__/client/graphql';`];
    if (others.length > 0)
      lines.push(`import { ${others.join(', ')} } from '@/graphql/__generated__/client/fragment-masking';`);
    return lines.join(' ');
  });
};
