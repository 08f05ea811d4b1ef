export interface FrameAccount {
  id: string;
  name: string;
  /** Today's balance: an exact decimal string. */
  amount: string;
  currency: string;
}
