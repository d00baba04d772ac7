import Findings
import Placed
import Testing

@testable import Fixtures

@Suite struct TestFileProblemTests {
  @Test func `everything that is wrong is said at once, each in its place`() {
    #expect(
      FormText.problems(
        """
        objcts: [a.o]
        let: {1a: 2, ok: 3}
        cases:
          - name: one
            pakcet: {hex: "00"}
            task: {comm: a name of more than fifteen, uid: -1, cgroup: ../up}
            repeat: 0
            run: {live_frmes: true}
            only_if: {kernel: newest, arch: x86}
            maps: {befor: {}}
            expect: {retrun: 1}
          - expect: {return: $nothing}
          - {name: two}
        """) == [
          "1:1: unknown key 'objcts'; did you mean 'objects'?",
          "2:7: a value's name is letters, digits and '_', no digit first",
          "5:5: unknown key 'pakcet'; did you mean 'packet'?",
          "6:18: a task's name is 1 to 15 bytes",
          "6:52: expected a number from 0 to 4294967294, found '-1'",
          "6:64: a cgroup's name is letters, digits, '.', '_' and '-', 1 to 100 of them",
          "7:13: expected a number from 1 to 2147483647, found '0'",
          "8:11: unknown key 'live_frmes'; did you mean 'live_frames'?",
          "9:23: expected a kernel version, found 'newest'; write for example '>= 6.1', or '>= 5.15, < 6.8'",
          "9:37: unknown machine 'x86'; known machines: \(CaseCondition.knownArchitectures.joined(separator: ", "))",
          "10:12: unknown key 'befor'; did you mean 'before'?",
          "11:14: unknown key 'retrun'; did you mean 'return'?",
          "12:22: there is no value 'nothing'; name it in 'let:', or write '$$' for a dollar",
          "13:12: the case expects nothing; write for example expect: {return: 0}, or expect: snapshot",
        ])
  }

  @Test func `a name that nothing has is placed within its text, with the nearest`() {
    #expect(
      FormText.problems(
        """
        let: {blocked: 1}
        packets: {syn: {eth: {}}}
        structs: {rule: {}}
        cases:
          - name: "a $blockd"
            packet: {from: sny}
            globals: {a: {from: rle}, b: "x ${blocke} y", c: 'it ${', d: {from: {}}, "$nokey": 1}
            expect: {return: 1}
        """) == [
          "5:14: there is no value 'blockd'; did you mean 'blocked'?",
          "6:20: there is no packet 'sny'; did you mean 'syn'?",
          "7:25: there is no struct 'rle'; did you mean 'rule'?",
          "7:37: there is no value 'blocke'; did you mean 'blocked'?",
          "7:58: '${' without a name and '}'; write ${name}, or '$$' for a dollar",
          "7:73: expected the name of a struct, found keys and values; write '.from' for a field of that name",
          "7:79: there is no value 'nokey'; name it in 'let:', or write '$$' for a dollar",
        ])
  }

  @Test func `a value that cannot be put in hides no wrong key`() {
    #expect(
      FormText.problems(
        """
        cases:
          - name: $none
            pakcet: {}
            task: {user: 1}
            $key: 1
            maps: {befor: {}}
            steps: [{expct: {return: 1}, expect: {retrun: 1}}]
        """) == [
          "2:11: there is no value 'none'; name it in 'let:', or write '$$' for a dollar",
          "3:5: unknown key 'pakcet'; did you mean 'packet'?",
          "4:12: unknown key 'user'; known keys: cgroup, comm, cpu, gid, uid",
          "5:5: there is no value 'key'; name it in 'let:', or write '$$' for a dollar",
          "6:12: unknown key 'befor'; did you mean 'before'?", "7:14: unknown key 'expct'; did you mean 'expect'?",
          "7:43: unknown key 'retrun'; did you mean 'return'?",
        ])
  }

  @Test func `a value may use those above it only`() {
    #expect(
      FormText.problems(
        """
        let: {a: 1, b: $c, c: "$a $b", d: $d}
        cases:
          - {name: one, let: {a: "$a$a", e: $f, f: 1}, globals: {g: [$a, $b, $e]}, expect: {return: 1}}
        """) == [
          "1:16: the value 'c' is written below; a value may use those above it",
          "1:35: there is no value 'd'; did you mean 'a'?",
          "3:37: the value 'f' is written below; a value may use those above it",
        ])
  }

  @Test func `a message shows the line with a caret`() {
    let error = #expect(throws: PlacedError.self) {
      try FormText.read("cases:\n  - {name: a, expct: {return: 1}}\n")
    }
    #expect(
      error?.description == """
        a.test.yml:2:15: unknown key 'expct'; did you mean 'expect'?
            - {name: a, expct: {return: 1}}
                        ^^^^^
        """)
  }

  @Test func `values that are made from themselves are refused, chains are not`() {
    #expect(
      FormText.problems(
        """
        packets: {a: {from: b}, b: {from: c}, c: {from: a}, d: {from: e}, e: {from: f}, f: {eth: {}}}
        structs: {s: {x: [{from: t}]}, t: {y: {from: s}}, u: {from: u}, a: {from: a2}, a2: {}}
        cases:
          - {name: one, packet: {from: c}, expect: {return: 1}}
          - {name: two, packet: {from: b}, expect: {return: 1}}
          - {name: three, packet: {from: d}, expect: {return: 1}}
        """) == [
          "1:11: the packet 'a' is made from itself: a, b, c, a", "2:11: the struct 's' is made from itself: s, t, s",
          "2:51: the struct 'u' is made from itself: u, u",
        ])
  }

  @Test func `what no case uses is looked at too`() {
    #expect(
      FormText.problems(
        """
        let: {a: 1}
        packets: {p: {ipv4: {src: $b, dst: $row, ttl: $inner}}, q: {from: r}}
        structs: {s: [$a, $aa]}
        cases:
          - {name: "$row", for each: [{row: 1}], let: {inner: 2}, expect: {return: 1}}
        """) == [
          "2:27: there is no value 'b'; did you mean 'a'?", "2:67: there is no packet 'r'; did you mean 'p'?",
          "3:19: there is no value 'aa'; did you mean 'a'?",
        ])
  }

  @Test func `two cases with one name are an error with both places`() {
    let error = #expect(throws: PlacedError.self) {
      try FormText.read(
        """
        defaults: {expect: {return: 1}}
        cases:
          - {name: a}
          - {name: "p $p", for each: [{p: 1}, {p: 2}, {p: 1}, {p: 2}]}
          - {name: p 2}
          - {name: constant, for each: [{p: 1}, {p: 2}]}
          - {name: a}
        """)
    }
    #expect(
      error?.problems.map { "\($0.span.line):\($0.span.column ?? 0) \($0.message) \($0.other?.span.line ?? 0)" } == [
        "4:47 two rows of the table are the case 'p 1' 4", "5:12 two cases are named 'p 2' 4",
        "6:41 two rows of the table are the case 'constant' 6", "7:12 two cases are named 'a' 3",
      ])
    #expect(error?.problems[2].hint == "put what differs into the name, such as \"port $port\"")
  }

  @Test func `a table's mistake is said once`() {
    #expect(
      FormText.problems(
        """
        cases:
          - name: case $n
            for each: [{n: 1}, {n: 2}, {n: 3}, [4], {n n: 5}]
            tsk: 1
            expect: {return: $m}
        """) == [
          "3:40: expected keys and values, found a list",
          "3:46: a value's name is letters, digits and '_', no digit first",
          "4:5: unknown key 'tsk'; did you mean 'task'?", "5:22: there is no value 'm'; did you mean 'n'?",
        ])
    #expect(
      FormText.problems("cases: [{name: a, for each: [], expect: {return: 1}}]") == ["1:29: the table has no rows"])
    #expect(
      FormText.problems("cases: [{name: a, for each: {n: 1}, expect: {return: 1}}]") == [
        "1:29: expected a list, found keys and values"
      ])
  }

  @Test func `a case is one run, or steps, or live`() {
    #expect(
      FormText.problems(
        """
        let: {e: {return: 3}}
        defaults: {expect: {return: 1}}
        cases:
          - {name: a, attach: f, drive: {open: x}, packet: {}}
          - {name: b, attach: f}
          - {name: c, drive: {open: x}}
          - {name: d, steps: []}
          - {name: e, steps: [{expect: snapshot}, {nme: x}]}
          - {name: f, steps: [{}], expect: {return: 2}}
          - {name: g, steps: {packet: {}}}
          - {name: h, attach: f, drive: [{open: x, connect: y}]}
          - {name: i, steps: [{}], expect: $e}
        """) == [
          "4:44: a case with 'attach' has no 'packet': attached programs run when something is done; "
            + "say in 'drive:' what is done",
          "5:15: a case with 'attach' needs 'drive': nothing is done that its programs could see; "
            + "write for example drive: [{connect: [127.0.0.1, 80]}]",
          "6:15: nothing is attached that 'drive' could make run; add attach: [PROGRAM]",
          "7:15: a case with 'steps' needs one at least",
          "8:32: a snapshot is of the whole case; write 'expect: snapshot' beside 'steps:'",
          "8:44: unknown key 'nme'; did you mean 'name'?",
          "9:28: a case with 'steps' expects in each step; "
            + "write 'expect' in the last step, or 'expect: snapshot' for the whole case",
          "10:22: expected a list, found keys and values",
          "11:34: expected one deed, found 2; write each as an element of its own: - connect: [127.0.0.1, 80]",
          "12:28: a case with 'steps' expects in each step; "
            + "write 'expect' in the last step, or 'expect: snapshot' for the whole case",
        ])
  }

  @Test func `a file without cases, or of another kind, is refused`() {
    #expect(FormText.problems("") == ["1:1: the key 'cases' is missing"])
    #expect(FormText.problems("cases: []") == ["1:1: a test file needs a case"])
    #expect(FormText.problems("[]") == ["1:1: expected keys and values, found a list"])
    #expect(
      FormText.problems("cases: [x]\ndefaults: [y]") == [
        "1:9: expected keys and values, found 'x'", "2:11: expected keys and values, found a list",
      ])
    let long = String(repeating: "n", count: 201)
    #expect(
      FormText.problems("cases: [{name: \(long), skip: x}, {name: \"a\\nb\", skip: x}, {name: '', skip: x}]") == [
        "1:16: a case's name is at most 200 characters", "1:236: a case's name is one line, without control characters",
        "1:261: a case needs a name",
      ])
  }

  @Test func `a map that is expected twice is an error with both places`() {
    let error = #expect(throws: PlacedError.self) {
      try FormText.read("cases: [{name: a, maps: {after: {m: {}, n: {}}}, expect: {maps: {o: {}, m: {}}}}]")
    }
    #expect(error?.problems.map(\.message) == ["the map 'm' is expected twice: maps.after is the same as expect.maps"])
    #expect(error?.problems.first?.other?.span.column == 73)
  }

  @Test func `names cannot make a file grow beyond its bounds`() {
    let doubled = (1...40).map { "  a\($0): [$a\($0 - 1), $a\($0 - 1)]" }.joined(separator: "\n")
    #expect(
      FormText.problems("let:\n  a0: x\n\(doubled)\ncases: [{name: a, skip: x}]").contains {
        $0.hasSuffix("the cases hold more than 4000000 values once names, tables and defaults are put in")
      })
    let longer = (1...40).map { "  a\($0): $a\($0 - 1)$a\($0 - 1)" }.joined(separator: "\n")
    #expect(
      FormText.problems("let:\n  a0: xxxxxxxx\n\(longer)\ncases: [{name: a, skip: x}]") == [
        "16:8: the text is longer than 65536 bytes once names are put in"
      ])
    let deeper = (1...80).map { "  a\($0): [$a\($0 - 1)]" }.joined(separator: "\n")
    #expect(
      FormText.problems("let:\n  a0: x\n\(deeper)\ncases: [{name: a, skip: x}]") == [
        "67:9: lists and mappings are nested deeper than 64 levels once names are put in"
      ])
    let nested = (1...80).map { "  a\($0): {x: {from: a\($0 - 1)}}" }.joined(separator: "\n")
    #expect(
      FormText.problems(
        "structs:\n  a0: {y: 1}\n\(nested)\ncases: [{name: a, globals: {from: a80}, expect: {return: 1}}]"
      ).contains { $0.hasSuffix("lists and mappings are nested deeper than 64 levels once names are put in") })
    let twice = (1...40).map { "  a\($0): {x: {from: a\($0 - 1)}, y: {from: a\($0 - 1)}}" }.joined(separator: "\n")
    #expect(
      FormText.problems(
        "structs:\n  a0: {y: 1}\n\(twice)\ncases: [{name: a, globals: {from: a40}, expect: {return: 1}}]"
      ).contains { $0.contains("the cases hold more than 4000000 values") })
  }

  @Test func `no file has more than a hundred thousand cases`() throws {
    let rows = (0..<10_001).map { "{n: \($0)}" }.joined(separator: ", ")
    let tables = (0..<10).map { "  - {name: t\($0) $n, for each: *rows, skip: x}" }.joined(separator: "\n")
    let text = "let: {all: &rows [\(rows)]}\ncases:\n\(tables)\n"
    // Aliases count as what they stand for, names do not.
    #expect(FormText.problems(text).first?.contains("more than 200000 values") == true)
    #expect(
      FormText.problems(text.replacing("*rows", with: "$all")) == [
        "12:12: the file has more than 100000 cases, tables taken apart"
      ])
    let fewer = text.replacing("*rows", with: "$all").replacing(", {n: 10000}", with: "")
    #expect(try FormText.read(fewer).cases.count == 100_000)
  }
}
