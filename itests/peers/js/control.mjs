// Lets the program that started this one steer it: a request is a line of JSON on standard input, {"id": 1, "do": "ping", ...},
// its answer a line on standard output, {"id": 1, "result": ...} or {"id": 1, "error": "..."}. Requests run side by side. The
// first line that goes out, without an id, says that the peer is ready. It ends when standard input does.
import readline from 'node:readline'

const say = (line) => process.stdout.write(JSON.stringify(line) + '\n')

async function answer (commands, request) {
  try {
    const command = commands[request.do]
    if (command == null) {
      throw new Error(`no command ${request.do}; there are ${Object.keys(commands).join(', ')}`)
    }
    say({ id: request.id, result: await command(request) ?? null })
  } catch (error) {
    say({ id: request.id, error: `${error.name}: ${error.message}` })
  }
}

// Says what the peer is and does what it is told until there is nobody to tell it anything.
export async function serve (hello, commands, stop) {
  say({ result: hello })
  for await (const line of readline.createInterface({ input: process.stdin })) {
    answer(commands, JSON.parse(line))
  }
  await stop()
  process.exit(0)
}
