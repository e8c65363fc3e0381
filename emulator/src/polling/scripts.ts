/**
 * The scripts and the page that long polling answers with, as the service was seen to write them. The SDK loads each as
 * a script into a frame of its own, where `parent` is the page; in Node it calls the text as the body of a function
 * whose parameters are `pLPCommand` and `pRTLPCB`, and gives no callback.
 */

/** Defines what the other scripts call: the page's functions for this connection. */
export function definitionsScript(callback: string): string {
  return `function pLPCommand(c, a1, a2, a3, a4) {
parent.window["pLPCommand${callback}"] && parent.window["pLPCommand${callback}"](c, a1, a2, a3, a4);
}
function pRTLPCB(pN, data) {
parent.window["pRTLPCB${callback}"] && parent.window["pRTLPCB${callback}"](pN, data);
}
`;
}

/** Tells the client the name and password of its connection. */
export function startScript(id: string, password: string): string {
  return `pLPCommand('start','${id}','${password}');\n`;
}

/** Ends the connection, after the response of a number if there is one. */
export function closeScript(after?: number): string {
  return after === undefined ? "pLPCommand('close');\n" : `pLPCommand('close',${after});\n`;
}

/** Hands over the messages of one response; `texts` are JSON. */
export function messagesScript(number: number, texts: readonly string[]): string {
  // Two characters that JSON allows within strings, and scripts did not before ES2019.
  const list = texts
    .join(',')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
  return `pRTLPCB(${number},[${list}]);\n`;
}

/** A page for a hidden frame: it reports when it is unloaded, which is when the page around it is left. */
export function leavingPage(id: string, password: string): string {
  const address = `/.lp?disconn=t&id=${id}&pw=${password}`;
  return `<html><body><script>
addEventListener('pagehide', function () { navigator.sendBeacon('${address}'); });
</script></body></html>
`;
}
