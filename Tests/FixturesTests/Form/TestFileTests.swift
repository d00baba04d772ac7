import Findings
import KernelFacts
import Placed
import TestSupport
import Testing

@testable import Fixtures

@Suite struct TestFileTests {
  @Test func `the documented form says what it says`() throws {
    let file = try FormText.read(
      """
      objects: [xdp_firewall.bpf.c]
      kernels: [host, "debian:6.1"]
      let: {blocked: 10.0.0.9}
      packets:
        syn: {eth: {}, ipv4: {src: 10.0.0.1, dst: 10.0.0.2}, tcp: {sport: 1234, dport: 443, flags: syn}}
      structs:
        rule: {proto: 6, port: 443}
      defaults: {program: xdp_firewall}
      cases:
        - name: drops a blocked source
          packet: {from: syn, ipv4: {src: $blocked}}
          globals: {only_listed: false, cfg.limit: 5}
          maps:
            before: {blocked: {$blocked: 1}, rules: [{key: 0, value: {from: rule, port: 22}}], jumps: {0: prog_a}}
            after: {hits: {0: ">= 1"}}
          task: {comm: nginx, uid: 1000, gid: 1000, cpu: 1, cgroup: web}
          repeat: 3
          run: {live_frames: true}
          expect: {return: XDP_DROP, packet: unchanged, trace: [text, /regex$/]}
          kernels: [host]
          only_if: {kernel: ">= 6.1", arch: x86_64}
        - name: port $port gives ${verdict}
          for each: [{port: 80, verdict: XDP_PASS}, {port: 22, verdict: XDP_DROP}]
          packet: {from: syn, tcp: {dport: $port}}
          expect: {return: $verdict}
        - name: a sequence over shared maps
          steps:
            - {packet: {from: syn}, expect: {return: XDP_PASS}}
            - {program: other, packet: {from: syn}, expect: {return: XDP_DROP, maps: {hits: {0: 2}}}}
          maps: {after: {seen: {1: 1}}}
        - name: live
          attach: [on_connect]
          drive: [{connect: [127.0.0.1, 8080]}, {open: /etc/passwd}, {command: [/bin/echo, $$HOME], expect: 3}]
          expect: {maps: {connects: {0: 1}}}
        - name: stored
          packet: {from: syn}
          expect: snapshot
        - {name: later, skip: no driver yet}
      """)
    #expect(file.objects.map(\.value) == ["xdp_firewall.bpf.c"])
    #expect(file.kernels.map(\.value) == ["host", "debian:6.1"])
    #expect(
      file.cases.map(\.name) == [
        "drops a blocked source", "port 80 gives XDP_PASS", "port 22 gives XDP_DROP", "a sequence over shared maps",
        "live", "stored", "later",
      ])
    let first = file.cases[0]
    #expect(first.program?.value == "xdp_firewall" && first.steps[0].program?.value == "xdp_firewall")
    #expect(
      FormText.flow(first.steps[0].packet)
        == "{eth: {}, ipv4: {src: 10.0.0.9, dst: 10.0.0.2}, tcp: {sport: 1234, dport: 443, flags: syn}}")
    #expect(
      FormText.flow(first.mapsBefore)
        == "{blocked: {10.0.0.9: 1}, rules: [{key: 0, value: {proto: 6, port: 22}}], jumps: {0: prog_a}}")
    #expect(FormText.flow(first.globals) == "{only_listed: false, cfg.limit: 5}")
    #expect(first.task.comm?.value == "nginx" && first.task.uid?.value == 1000 && first.task.cgroup?.value == "web")
    #expect(first.task.gid?.value == 1000 && first.task.cpu?.value == 1)
    #expect(first.steps[0].repetitions?.value == 3 && first.steps[0].liveFrames?.value == true)
    #expect(FormText.flow(first.steps[0].expect?.returned) == "XDP_DROP")
    #expect(FormText.flow(first.steps[0].expect?.maps) == "{hits: {0: >= 1}}")
    #expect(FormText.flow(first.steps[0].expect?.trace) == "[text, /regex$/]")
    #expect(first.kernels.map(\.value) == ["host"] && first.row == nil && !first.hasSteps && !first.isSnapshot)
    #expect(first.onlyIf?.reason(against: KernelVersion(6, 12), architecture: "x86_64") == nil)
    #expect(
      first.onlyIf?.reason(against: KernelVersion(5, 10), architecture: "x86_64")
        == "it is for kernel >= 6.1, and this is 5.10")
    #expect(
      first.onlyIf?.reason(against: KernelVersion(6, 12), architecture: "aarch64")
        == "it is for x86_64, and this is aarch64")
    // A row's value stands where the row is.
    #expect(file.cases[2].row?.description == "a.test.yml:23:47")
    #expect(file.cases[2].steps[0].expect?.returned?.span.description == "a.test.yml:23:67")
    #expect(file.cases[2].span.description == "a.test.yml:22:11")
    let steps = file.cases[3]
    #expect(steps.hasSteps && steps.steps.map(\.program?.value) == ["xdp_firewall", "other"])
    #expect(FormText.flow(steps.steps[1].expect?.maps) == "{hits: {0: 2}, seen: {1: 1}}")
    let live = file.cases[4]
    #expect(live.attach.map(\.value) == ["on_connect"] && live.steps.count == 1 && live.program == nil)
    #expect(live.drive.map(\.name.value) == ["connect", "open", "command"])
    #expect(
      live.drive.map { $0.arguments.map(\.value) } == [
        ["127.0.0.1", "8080"], ["/etc/passwd"], ["/bin/echo", "$HOME"],
      ])
    #expect(live.drive.map(\.result.value) == [.status(0), .status(0), .status(3)])
    #expect(live.drive[0].description == "connect 127.0.0.1 8080")
    #expect(file.cases[5].isSnapshot && file.cases[5].steps[0].expect == nil)
    #expect(file.cases[6].skip?.value == "no driver yet")
  }

  @Test func `defaults stand under each case and each step`() throws {
    let file = try FormText.read(
      """
      packets: {p: {eth: {}, udp: {dport: 1}}}
      defaults:
        program: f
        packet: {from: p, udp: {sport: 7}}
        globals: {a: 1, b: {c: 2}}
        task: {uid: 3}
        expect: {return: 0, maps: {m: {1: 1}}}
        repeat: 2
      cases:
        - {name: as they are}
        - {name: changed, packet: {udp: {sport: 8}}, globals: {b: {d: 4}}, expect: {return: 1}}
        - {name: another packet, packet: {hex: "00"}, task: {gid: 5}}
        - {name: steps, packet: {udp: {sport: 9}}, steps: [{}, {packet: {from: p}, repeat: 4, expect: {return: 5}}]}
        - {name: snapshot, expect: snapshot}
        - {name: live, attach: f, drive: [{open: x}]}
      """)
    func packet(_ index: Int, _ step: Int = 0) -> String { FormText.flow(file.cases[index].steps[step].packet) }
    func expect(_ index: Int, _ step: Int = 0) -> ExpectForm? { file.cases[index].steps[step].expect }
    #expect(packet(0) == "{eth: {}, udp: {dport: 1, sport: 7}}")
    #expect(packet(1) == "{eth: {}, udp: {dport: 1, sport: 8}}")
    #expect(FormText.flow(file.cases[1].globals) == "{a: 1, b: {c: 2, d: 4}}")
    #expect(FormText.flow(expect(1)?.returned) == "1" && FormText.flow(expect(1)?.maps) == "{m: {1: 1}}")
    #expect(packet(2) == "{hex: 00}")
    #expect(file.cases[2].task.uid?.value == 3 && file.cases[2].task.gid?.value == 5)
    #expect(packet(3) == "{eth: {}, udp: {dport: 1, sport: 9}}" && packet(3, 1) == "{eth: {}, udp: {dport: 1}}")
    #expect(file.cases[3].steps.map(\.repetitions?.value) == [2, 4])
    #expect(FormText.flow(expect(3)?.returned) == "0" && FormText.flow(expect(3, 1)?.returned) == "5")
    #expect(file.cases[4].isSnapshot && packet(4) == packet(0))
    #expect(file.cases[5].steps[0].packet == nil && file.cases[5].steps[0].repetitions == nil)
  }

  @Test func `names stand for values in texts, keys, names and whole values`() throws {
    let file = try FormText.read(
      """
      let: {net: 10.0.0, host: $net.1, list: [1, {a: $net}], flag: true, cost: 5$, text: "$$net", quoted: "7"}
      structs:
        base: {x: $n, y: {z: 1}, from_: 1}
        more: {from: base, y: {w: $$n}}
        field: {.from: 1, b: 2}
      cases:
        - name: "case $n of $host"
          let: {m: 4, host: $host/8}
          for each: [{n: 1, w: base}, {n: 2, w: more, host: row}]
          globals:
            $host: $list
            whole: {from: $w, y: {z: $m}}
            list: [{from: field}, {from: field, c: 3}, $flag, "a${n}b", "${n}", $cost, $, $text, $quoted, /a$/]
          expect: {globals: {$m: 1}}
      """)
    #expect(file.cases.map(\.name) == ["case 1 of 10.0.0.1/8", "case 2 of row"])
    let tail = ", {from: 1, b: 2, c: 3}, true, "
    #expect(
      FormText.flow(file.cases[0].globals)
        == "{10.0.0.1/8: [1, {a: 10.0.0}], whole: {x: 1, y: {z: 4}, from_: 1}, list: [{from: 1, b: 2}\(tail)"
        + "a1b, 1, 5$, $, $net, 7, /a$/]}")
    #expect(
      FormText.flow(file.cases[1].globals)
        == "{row: [1, {a: 10.0.0}], whole: {x: 2, y: {z: 4, w: $n}, from_: 1}, list: [{from: 1, b: 2}\(tail)"
        + "a2b, 2, 5$, $, $net, 7, /a$/]}")
    guard case .mapping(let entries)? = file.cases[0].globals?.content,
      case .sequence(let list) = entries[2].value.content
    else { return #expect(Bool(false)) }
    // A value keeps whether it stood in quotes.
    #expect(list[2].content == .scalar("true", isPlain: true) && list[8].content == .scalar("7", isPlain: false))
  }

  @Test func `a value that a name stands for can take over another`() throws {
    let file = try FormText.read(
      """
      packets: {p: {eth: {}, udp: {dport: 1}}, q: {from: p, vlan: {id: 3}, udp: {dport: 2}, payload: x}}
      let: {bare: {from: p}, all: {return: 3}}
      cases:
        - {name: a, packet: $bare, expect: $all}
        - {name: b, packet: {from: q}, expect: {packet: {from: p}, trace: [{from: kept}]}}
      """)
    #expect(FormText.flow(file.cases[0].steps[0].packet) == "{eth: {}, udp: {dport: 1}}")
    #expect(FormText.flow(file.cases[0].steps[0].expect?.returned) == "3")
    // A layer that is written before another stands before it.
    #expect(FormText.flow(file.cases[1].steps[0].packet) == "{eth: {}, vlan: {id: 3}, udp: {dport: 2}, payload: x}")
    #expect(FormText.flow(file.cases[1].steps[0].expect?.packet) == "{eth: {}, udp: {dport: 1}}")
    #expect(FormText.flow(file.cases[1].steps[0].expect?.trace) == "[{from: kept}]")
  }
}
