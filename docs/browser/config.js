// Where the browser proxy is. `make run-sample` answers this file itself, with its own address.
export const proxyUrl = "http://127.0.0.1:8080/api/modelrunner/proxy";
