// HyperFormula with the cells of `same_cells`, in a process of its own: answers a line for each line it is sent.
//
//     node engine_hyperformula.mjs FOLDER FOLDER_OF_NODE_MODULES
//
// `figures` answers with all of them, `full` with the seconds that evaluating everything takes after every input was
// typed anew, `edit ROW VALUE` with those of one figure of spend, its row and the totals.

import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { createInterface } from "node:readline"

const [folder, modules] = process.argv.slice(2)
const { HyperFormula } = createRequire(join(modules, "package.json"))("hyperformula")

const written = JSON.parse(readFileSync(join(folder, "sheet.json"), "utf8"))
const { rows, inputs } = written
const bytes = readFileSync(join(folder, "inputs.f64"))
const flat = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8)
const width = Math.max(inputs + written.formulas.length, written.totals.length)
const typed = Array.from({ length: rows }, (_, r) =>
  Array.from({ length: inputs }, (_, c) => (Number.isNaN(flat[c * rows + r]) ? null : flat[c * rows + r])))
const cells = typed.map((row, r) => [...row, ...written.formulas.map((text) => text.replaceAll("{r}", r + 1))])
const engine = HyperFormula.buildFromArray([...cells, written.totals], {
  licenseKey: "gpl-v3", maxRows: rows + 1, maxColumns: width,
})

const range = (row, column, height, across) => engine.getRangeValues(
  { start: { sheet: 0, row, col: column }, end: { sheet: 0, row: row + height - 1, col: column + across - 1 } })

function figures() {
  const found = range(0, inputs, rows, written.formulas.length)
  const metrics = written.formulas.map((_, c) => found.map((row) => row[c]))
  return JSON.stringify({ metrics, totals: range(rows, 0, 1, written.totals.length)[0] })
}

function full() {
  engine.suspendEvaluation()
  engine.setCellContents({ sheet: 0, row: 0, col: 0 }, typed)
  const begun = performance.now()
  engine.resumeEvaluation()
  return (performance.now() - begun) / 1000
}

function edit(row, value) {
  const begun = performance.now()
  engine.setCellContents({ sheet: 0, row: row - 1, col: 0 }, value)
  range(row - 1, inputs, 1, written.formulas.length)
  range(rows, 0, 1, written.totals.length)
  return (performance.now() - begun) / 1000
}

console.log("ready")
for await (const line of createInterface({ input: process.stdin })) {
  const [word, row, value] = line.split(" ")
  console.log(word === "figures" ? figures() : word === "full" ? full() : edit(Number(row), Number(value)))
}
