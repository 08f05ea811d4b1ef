import { foldRest, groupByParent, splitBranches, toSlices, type Branch, type CategoryTotal } from './slices';

const parents = new Map([
  ['food', { name: 'Food', color: 'amber' }],
  ['car', { name: 'Car', color: 'rose' }],
]);
const total = (id: string, amount: string, parentId: string | null = null): CategoryTotal => ({
  category: { id, name: id, color: parents.get(parentId ?? id)?.color ?? 'teal', parentId },
  amount,
});
const leaf = (id: string, amount: string): Branch => ({ id, name: id, color: 'teal', amount, parts: [] });

describe('groupByParent', () => {
  it('adds subcategories to their parents exactly, the largest first', () => {
    const branches = groupByParent(
      [total('groceries', '-0.10', 'food'), total('rent', '-0.25'), total('bakery', '-0.20', 'food')],
      parents,
      'No category',
    );
    expect(branches.map(({ id, name, amount }) => [id, name, amount])).toEqual([
      ['food', 'Food', '-0.30'],
      ['rent', 'rent', '-0.25'],
    ]);
    expect(branches[0]?.parts.map(({ id, amount }) => [id, amount])).toEqual([
      ['bakery', '-0.20'],
      ['groceries', '-0.10'],
    ]);
  });

  it('keeps what was booked into the parent itself as a part', () => {
    const [food] = groupByParent(
      [total('food', '-5.00'), total('groceries', '-1.00', 'food')],
      parents,
      'No category',
    );
    expect(food?.amount).toBe('-6.00');
    expect(food?.parts.map(({ id }) => id)).toEqual(['food', 'groceries']);
  });

  it('has nothing to open where there are no subcategories', () => {
    expect(groupByParent([total('food', '-5.00')], parents, 'No category')[0]?.parts).toEqual([]);
  });

  it('tells parts of one parent apart by colour, beginning with its own', () => {
    const [car] = groupByParent(
      [total('fuel', '-3.00', 'car'), total('tolls', '-2.00', 'car')],
      parents,
      'No category',
    );
    expect(car?.color).toBe('rose');
    expect(car?.parts.map(({ color }) => color)).toEqual(['rose', 'teal']);
  });

  it('names what has no category, leaves out what cost nothing, and sets apart what got more back than it cost', () => {
    const branches = groupByParent(
      [{ category: null, amount: '-7.00' }, total('refunds', '3.00'), total('nothing', '0.00')],
      parents,
      'No category',
    );
    const { spent, returned } = splitBranches(branches);
    expect(spent).toEqual([{ id: 'none', name: 'No category', color: null, amount: '-7.00', parts: [] }]);
    expect(returned).toMatchObject([{ id: 'refunds', amount: '3.00' }]);
  });

  it('takes a refund in a subcategory off its parent', () => {
    const [food] = groupByParent(
      [total('groceries', '-10.00', 'food'), total('deposits', '4.00', 'food')],
      parents,
      'No category',
    );
    expect(food?.amount).toBe('-6.00');
    const { spent, returned } = splitBranches(food?.parts ?? []);
    expect(spent.map(({ id }) => id)).toEqual(['groceries']);
    expect(returned.map(({ id }) => id)).toEqual(['deposits']);
  });
});

describe('foldRest', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => leaf(`c${index}`, `-${100 - index}.10`));

  it('shows up to eight as they are', () => {
    expect(foldRest(many(8), 'Other').map(({ id }) => id)).toEqual(many(8).map(({ id }) => id));
  });

  it('adds the rest up to the cent, and can open it', () => {
    const folded = foldRest(many(10), 'Other');
    expect(folded).toHaveLength(8);
    expect(folded[7]).toMatchObject({ id: 'other', name: 'Other', amount: '-276.30', color: null });
    expect(folded[7]?.parts.map(({ id }) => id)).toEqual(['c7', 'c8', 'c9']);
  });
});

describe('toSlices', () => {
  it('gives shares of the whole', () => {
    const { total: whole, slices } = toSlices([leaf('a', '-75.00'), leaf('b', '-25.00')]);
    expect(whole).toBe('-100.00');
    expect(slices.map(({ share }) => share)).toEqual([0.75, 0.25]);
  });

  it('of nothing is nothing', () => {
    expect(toSlices([])).toEqual({ total: '0', slices: [] });
  });
});
