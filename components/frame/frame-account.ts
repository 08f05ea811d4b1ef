export interface FrameAccount {
  id: string;
  name: string;
  /** Balance: an exact decimal string. */
  amount: string;
  currency: string;
}
