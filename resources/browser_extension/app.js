// The line to the app: native messaging, a small program of ours on the other end, no network.

const browser = globalThis.browser ?? globalThis.chrome;
const HOST = "lch_desktop.shield";
const RETRY_MS = 2000;
const ANSWER_MS = 5000;

/** Keeps one connection open while it can be had. `onOrder` gets every order, `onChange` whether the line stands. */
export class App {
  #port = null;
  #onOrder;
  #onChange;
  #answers = [];

  constructor(onOrder, onChange) {
    this.#onOrder = onOrder;
    this.#onChange = onChange;
  }

  get connected() {
    return this.#port !== null;
  }

  /** Open the line unless it is open. Without the app this fails quietly and is tried again at the next alarm. */
  connect() {
    if (this.#port) return;
    const port = browser.runtime.connectNative(HOST);
    this.#port = port;
    let heard = false;
    port.onMessage.addListener((message) => {
      if (!heard) this.#onChange(true);
      heard = true;
      this.#hear(message);
    });
    port.onDisconnect.addListener(() => {
      void browser.runtime.lastError; // read, so that a missing app is no error in the browser's log
      this.#port = null;
      this.#answer(false);
      this.#onChange(false);
      if (heard) setTimeout(() => this.connect(), RETRY_MS); // it was there: it may have been replaced
    });
  }

  /** Tell the app `message`; lost where it is not there, for the next report says it all again. */
  tell(message) {
    try {
      this.#port?.postMessage(message);
    } catch {
      // the line has just gone down; onDisconnect says so
    }
  }

  /** Ask the app to come to the front. Resolves to whether it did. */
  front() {
    if (!this.#port) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#answers.push(resolve);
      setTimeout(() => resolve(false), ANSWER_MS);
      this.tell({ do: "front" });
    });
  }

  #hear(message) {
    if (message && "order" in message) this.#onOrder(message.order);
    if (message && "front" in message) this.#answer(message.front === true);
  }

  #answer(came) {
    for (const resolve of this.#answers.splice(0)) resolve(came);
  }
}
