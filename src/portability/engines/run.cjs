// node run.cjs javascript|webassembly FOLDER FILE...: predicts with what TeaVM made; hands over the embedded files in Base64.
const {readFileSync} = require('fs');
const [engine, folder, ...files] = process.argv.slice(2);
const words = files.map(file => readFileSync(file).toString('base64'));
if (engine === 'javascript') {
    require(folder + '/javascript/classes.js').main(words);
} else {
    require(folder + '/webassembly/classes.wasm-runtime.js');
    globalThis.TeaVM.wasmGC.load(readFileSync(folder + '/webassembly/classes.wasm')).then(teavm => teavm.exports.main(words));
}
