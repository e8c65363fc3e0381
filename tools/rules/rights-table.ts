import { acts, may, rights, standings, type Kind, type Standing } from '@segue/core/contract/rights/table';

/** The rows of the table of rights in `docs/security.md`, as Markdown cells; acts that have the same rights share a row. */
export function rightsTable(): string[][] {
  return (Object.keys(rights) as Kind[]).flatMap((kind) => {
    const rows = new Map<string, string[]>();
    for (const act of acts) {
      const cells = JSON.stringify(cellsOf(kind, act));
      rows.set(cells, [...(rows.get(cells) ?? []), act]);
    }
    return [...rows].map(([cells, shared]) => [kind, shared.join(', '), ...(JSON.parse(cells) as string[])]);
  });
}

function cellsOf(kind: Kind, act: (typeof acts)[number]): string[] {
  const word = (standing: Standing, isAdministrator = false) => {
    const actor = { standing, isAdministrator };
    const [inPublic, inPrivate] = (['public', 'private'] as const).map((visibility) =>
      may(actor, act, kind, { visibility, copies: true }),
    );
    if (inPrivate) return 'yes';
    return inPublic ? 'public' : '';
  };
  return [...standings.map((standing) => word(standing)), word('stranger', true)];
}
