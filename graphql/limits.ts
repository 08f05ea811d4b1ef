import {
  type ASTNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { env } from '@/lib/platform/env';

const MAX_DIRECTIVES = 50;
const DEFAULT_PAGE = 50;

/**
 * Refuses operations that would cost too much before any resolver runs: depth, aliases, directives, and a
 * cost in which a list multiplies what is selected below it by its `first`. Tokens are limited by the parser
 * itself.
 */
export function checkLimits(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): void {
  if (alwaysWithin.has(operation)) return;
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const totals = { aliases: 0, directives: 0, cost: 0, byVariable: false };
  const limits = {
    depth: env().GRAPHQL_MAX_DEPTH,
    aliases: env().GRAPHQL_MAX_ALIASES,
    cost: env().GRAPHQL_MAX_COST,
  };

  const visit = (selectionSet: SelectionSetNode, depth: number, factor: number): void => {
    if (depth > limits.depth)
      throw tooExpensive(`The operation is nested too deeply: ${limits.depth} levels are the limit.`);
    for (const selection of selectionSet.selections) {
      totals.directives += selection.directives?.length ?? 0;
      if (totals.directives > MAX_DIRECTIVES)
        throw tooExpensive(`The operation has too many directives: ${MAX_DIRECTIVES} are the limit.`);
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment) visit(fragment.selectionSet, depth, factor);
        continue;
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        visit(selection.selectionSet, depth, factor);
        continue;
      }
      if (selection.alias) totals.aliases++;
      if (totals.aliases > limits.aliases)
        throw tooExpensive(`The operation has too many aliases: ${limits.aliases} are the limit.`);
      totals.cost += factor;
      if (totals.cost > limits.cost)
        throw tooExpensive('The operation asks for too much at once: select fewer fields or a smaller page.');
      // Introspection nests deeply by nature (ofType) and costs nothing from the database.
      if (selection.selectionSet && !selection.name.value.startsWith('__')) {
        const first = selection.arguments?.find((argument) => argument.name.value === 'first');
        if (first?.value.kind === Kind.VARIABLE) totals.byVariable = true;
        visit(selection.selectionSet, depth + 1, first ? factor * pageSize(first.value, variables) : factor);
      }
    }
  };
  visit(operation.selectionSet, 1, 1);
  if (!totals.byVariable) alwaysWithin.add(operation);
}

/**
 * Operations that were found within the limits whatever their variables are; Apollo keeps parsed documents,
 * so they come again.
 */
const alwaysWithin = new WeakSet<OperationDefinitionNode>();

function pageSize(value: ASTNode, variables: Record<string, unknown>): number {
  const given =
    value.kind === Kind.INT
      ? Number(value.value)
      : value.kind === Kind.VARIABLE
        ? variables[value.name.value]
        : undefined;
  return typeof given === 'number' && given > 0 ? given : DEFAULT_PAGE;
}

function tooExpensive(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'TOO_EXPENSIVE', http: { status: 400 } } });
}
