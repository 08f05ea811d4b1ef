/** A transfer by the ids of its sides: `outId` is the negative one. */
export type TransferLink = { id: string; outId: string; inId: string };

/** The other side of a link. */
export function otherSide(link: TransferLink, transactionId: string): string {
  return link.outId === transactionId ? link.inId : link.outId;
}
