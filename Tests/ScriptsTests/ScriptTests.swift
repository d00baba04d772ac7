import Findings
import Scripts
import Testing

@Suite struct ScriptTests {
  private func script(_ text: String) -> Script { Script(file: "x.bt", text: Array(text.utf8)) }

  @Test func `Probes are found with their attach points, predicates and bodies`() {
    let text = """
      #!/usr/bin/env bpftrace
      #define X \\
        { not a probe }
      #include <linux/sched.h>
      struct pair { int a; int b; };
      /* tracepoint:a:b { exit(); } */
      BEGIN { printf("kprobe:x { } // %s", "\\"}"); } // }
      t:sched:sched_switch,
      kprobe:"vfs_*" /pid / 2 == 1/ { @[comm] = count(); if (1) { exit(); } }
      uprobe:/bin/bash:readline { $x = @a["/"] / 2; }
      usdt:./a.out:prov:name /1/ { }
      """
    let probes = script(text).probes
    #expect(
      probes.map { $0.attachPoints.map(\.fullText) } == [
        ["BEGIN"], ["tracepoint:sched:sched_switch", "kprobe:vfs_*"], ["uprobe:/bin/bash:readline"],
        ["usdt:./a.out:prov:name"],
      ])
    #expect(probes[0].body.map(\.text) == ["printf", "(", #""kprobe:x { } // %s""#, ",", #""\"}""#, ")", ";"])
    #expect(probes[1].predicate?.map(\.text) == ["pid", "/", "2", "=", "=", "1"])
    #expect(probes[1].body.suffix(6).map(\.text) == ["{", "exit", "(", ")", ";", "}"])
    #expect(probes[2].body.map(\.text) == ["$x", "=", "@a", "[", "\"/\"", "]", "/", "2", ";"])
    #expect(probes[3].predicate?.map(\.text) == ["1"])
  }

  @Test func `A word's place is a line and a column`() throws {
    let script = script("BEGIN {\n  $a = nsecs;\n}\n")
    let word = try #require(script.probes[0].body.first { $0.text == "nsecs" })
    let span = script.span(word.range, "here")
    #expect(span.span.line == 2)
    #expect(span.span.column == 8)
    #expect(span.span.endColumn == 13)
    #expect(span.text == "  $a = nsecs;")
  }

  /// Any bytes are taken apart, and what comes out stands where it is said to.
  @Test func `No text is too broken to be read`() {
    let seed = """
      BEGIN { printf("%s", "a\\n"); } tracepoint:sched:sched_switch /@s[tid]/ { @h = hist(nsecs - @s[tid]); }
      uprobe:/bin/bash:x,kprobe:"a*" { /* } */ $a = (struct foo *)arg0; @[str($a->name), 0x1f] = 1e6; } // end
      struct x { int y; }; #define A {
      """
    let base = Array(seed.utf8)
    let signs = Array("\"/*{}()@$:,;\\\n#\0\u{ff}".utf8)
    var state: UInt64 = 0x9e37_79b9_7f4a_7c15
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<3000 {
      var bytes = base
      for _ in 0...random(8) {
        let place = random(bytes.count)
        switch random(3) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = signs[random(signs.count)]
        default: bytes.insert(signs[random(signs.count)], at: place)
        }
      }
      bytes.removeLast(random(bytes.count))
      let script = Script(file: "x.bt", text: bytes)
      for probe in script.probes {
        var end = 0
        for word in (probe.predicate ?? []) + probe.body {
          #expect(word.range.lowerBound >= end && word.range.upperBound <= bytes.count && !word.range.isEmpty)
          #expect(word.text == String(decoding: bytes[word.range], as: UTF8.self))
          #expect(script.span(word.range, "").span.line >= 1)
          end = word.range.upperBound
        }
      }
    }
  }
}
