/** What a customer sends. */
export interface NewOrder {
  readonly item: string;
  /** From 1 to 99. */
  readonly quantity: number;
}

export interface Order extends NewOrder {
  /** Sorts by the time of the order. */
  readonly id: string;
}

/** The orders of all customers. */
export interface Orders {
  add(customer: string, order: Order): Promise<void>;
  /** The newest 50 orders of a customer, the newest first. */
  newest(customer: string): Promise<readonly Order[]>;
}
