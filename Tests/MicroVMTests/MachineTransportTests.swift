import Foundation
import Jobs
import TestSupport
import Testing
import Workers

@testable import MicroVM

/// What becomes of jobs in machines that do well and in machines that do not.
@Suite struct MachineTransportTests {
  private static let program = ProgramIdentity(name: "p", section: "xdp")
  private static let ready = MachineReply.ready(problems: [])
  private static let whole: [Reply] = [
    .hello(FakeMachine.hello), .loading(program), .program(ProgramOutcome(program: program, verdict: .accepted)),
    .finished,
  ]
  private static let begun: [Reply] = [.hello(FakeMachine.hello), .loading(program)]

  private func answer(_ transport: MachineTransport) async throws(TransportError) -> VerifyAnswer {
    let answer: VerifyAnswer
    do throws(TransportError) {
      answer = try await WorkerPool(transport).verify(VerifyJob(objectName: "o"), object: [1])
    } catch {
      await transport.leave()
      throw error
    }
    await transport.leave()
    return answer
  }

  private func failure(_ machine: FakeMachine, limits: MachineLimits = MachineLimits()) async -> Reason? {
    do {
      _ = try await answer(machine.transport(limits: limits))
      return nil
    } catch {
      guard case .machine(let reason) = error else { return Reason("\(error)") }
      return reason
    }
  }

  @Test func `jobs of all participants share one boot, and each has its answer`() async throws {
    let machine = try await FakeMachine(
      "say up a.0 ended0 b.1 ended1 done; sleep 100",
      says: [
        "up": [Self.ready], "ended0": [.ended(job: 0, WorkerExit(status: 0, lastWords: []))],
        "ended1": [.ended(job: 1, WorkerExit(status: 0, lastWords: []))], "done": [.finished],
      ], workers: ["a.0": Self.whole, "b.1": Self.whole])
    let transport = machine.transport(participants: 2)
    async let first = answer(transport)
    async let second = answer(transport)
    for answer in try await [first, second] {
      #expect(answer.programs.map(\.outcome.verdict) == [.accepted])
      #expect(answer.hello.virtual == .emulated)
      #expect(answer.failure == nil)
    }
    #expect(machine.boots == 1)
    #expect(await transport.notes.isEmpty)
  }

  @Test func `a worker that crashes is its program's outcome, and the next job goes on`() async throws {
    let machine = try await FakeMachine(
      "say up a.0 crash b.1 ended1 done",
      says: [
        "up": [Self.ready], "crash": [.ended(job: 0, WorkerExit(signal: 11, lastWords: ["ouch"]))],
        "ended1": [.ended(job: 1, WorkerExit(status: 0, lastWords: []))], "done": [.finished],
      ], workers: ["a.0": Self.begun, "b.1": Self.whole])
    let transport = machine.transport(participants: 2)
    async let first = answer(transport)
    async let second = answer(transport)
    let outcomes = try await [first, second].flatMap(\.programs).map(\.outcome)
    #expect(Set(outcomes.map(\.verdict)) == [.accepted, .environment])
    let crashed = try #require(outcomes.first { $0.verdict == .environment }?.reason)
    #expect(crashed.summary == "the worker was ended by signal 11 (SIGSEGV)")
    #expect(crashed.evidence == ["ouch"])
  }

  @Test func `a machine that goes down blames the program at work, and boots again for the rest`() async throws {
    let machine = try await FakeMachine(
      """
      if [ $boot = 1 ]; then say up a.0; echo '[ 1.0] Kernel panic - not syncing: Fatal exception' >&2
      else say up a.0-again.0 ended0; say done; fi
      """,
      says: [
        "up": [Self.ready], "ended0": [.ended(job: 0, WorkerExit(status: 0, lastWords: []))], "done": [.finished],
      ],
      workers: ["a.0": Self.begun, "a.0-again.0": Self.whole])
    let transport = machine.transport()
    let answer = try await answer(transport)
    #expect(machine.boots == 2)
    let reason = try #require(answer.programs.first?.outcome.reason)
    #expect(reason.summary == "the virtual machine went down: its kernel panicked")
    #expect(reason.evidence == ["[ 1.0] Kernel panic - not syncing: Fatal exception"])
  }

  @Test func `a boot that does not come up is repeated once, and that is told`() async throws {
    let machine = try await FakeMachine(
      "if [ $boot = 1 ]; then echo \"IO-APIC + timer doesn't work!\" >&2; exit 1; fi; say up a.0 ended0 done",
      says: [
        "up": [Self.ready], "ended0": [.ended(job: 0, WorkerExit(status: 0, lastWords: []))], "done": [.finished],
      ], workers: ["a.0": Self.whole])
    let transport = machine.transport()
    #expect(try await answer(transport).programs.map(\.outcome.verdict) == [.accepted])
    #expect(machine.boots == 2)
    let notes = await transport.notes
    #expect(notes.count == 1)
    #expect(notes.first?.contains("the first boot failed and was repeated") == true)
    #expect(notes.first?.contains("too busy") == true)
  }

  @Test func `where KVM does not boot, the machine is emulated, and KVM is not tried again`() async throws {
    let machine = try await FakeMachine(
      """
      case "$*" in *'-accel kvm'*) echo 'ioctl(KVM_CREATE_VM) failed' >&2; exit 1;; esac
      say up a.0 ended0 done
      """,
      says: [
        "up": [Self.ready], "ended0": [.ended(job: 0, WorkerExit(status: 0, lastWords: []))], "done": [.finished],
      ], workers: ["a.0": Self.whole], kvm: "/dev/null")
    for (boots, kinds) in [(2, 1), (3, 0)] {
      let transport = machine.transport()
      let answer = try await answer(transport)
      #expect(answer.hello.virtual == .emulated)
      #expect(machine.boots == boots)
      let notes = await transport.notes
      #expect(notes.count == kinds)
      #expect(notes.allSatisfy { $0.contains("KVM does not boot it here") })
    }
  }

  @Test func `where KVM boots, that is what is told`() async throws {
    let machine = try await FakeMachine(
      "case \"$*\" in *'-accel kvm -cpu host'*) say up a.0 ended0 done;; esac",
      says: [
        "up": [Self.ready], "ended0": [.ended(job: 0, WorkerExit(status: 0, lastWords: []))], "done": [.finished],
      ], workers: ["a.0": Self.whole], kvm: "/dev/null")
    #expect(try await answer(machine.transport()).hello.virtual == .kvm)
    #expect(machine.boots == 1)
  }

  @Test(arguments: [
    ("exit 1", "it ended without a word"),
    ("echo '[1.0] Kernel panic - not syncing: VFS: Unable to mount root fs' >&2", "the kernel takes no initramfs"),
    ("echo 'System is deadlocked on memory' >&2", "ran out of memory"),
    ("echo 'assay-worker: no reply line /dev/ttyS1: No such file' >&2", "drives no second serial line"),
    ("echo 'qemu: invalid kernel header' >&2; exit 1", "QEMU takes the image for no kernel"),
    ("echo nonsense", "what it said is no reply"),
  ])
  func `a machine that never comes up has its likely cause told`(_ script: String, _ cause: String) async throws {
    let machine = try await FakeMachine(script)
    let reason = try #require(await failure(machine))
    #expect(reason.summary.hasPrefix("the virtual machine did not come up"))
    #expect(reason.summary.contains(cause), "\(reason.summary)")
    #expect(machine.boots == 2)
  }

  @Test func `a machine that says nothing is ended, and called broken or without a console`() async throws {
    let machine = try await FakeMachine("exec sleep 1000")
    let reason = try #require(await failure(machine, limits: MachineLimits(boot: .milliseconds(300))))
    #expect(reason.summary.contains("wrote nothing to its console"), "\(reason.summary)")
  }

  @Test func `a program that never ends is ended by the time limit`() async throws {
    let machine = try await FakeMachine(
      "if [ $boot = 1 ]; then say up a.0; exec sleep 1000; else say up rest.0 ended0 done; fi",
      says: [
        "up": [Self.ready], "ended0": [.ended(job: 0, WorkerExit(status: 0, lastWords: []))], "done": [.finished],
      ],
      workers: ["a.0": Self.begun, "rest.0": [.hello(FakeMachine.hello), .finished]])
    let answer = try await answer(machine.transport(limits: MachineLimits(silence: .milliseconds(500))))
    #expect(answer.programs.first?.outcome.reason?.summary.hasPrefix("time limit: no answer for") == true)
  }

  @Test func `a cancelled job leaves no machine`() async throws {
    let machine = try await FakeMachine("echo $$ > pid; say up; exec sleep 1000", says: ["up": [Self.ready]])
    let transport = machine.transport()
    let task = Task { try await answer(transport) }
    let file = machine.directory.path("pid")
    while (try? String(contentsOf: file, encoding: .utf8))?.hasSuffix("\n") != true {
      try await Task.sleep(for: .milliseconds(10))
    }
    task.cancel()
    await #expect(throws: TransportError.cancelled) { try await task.value }
    let pid = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    // The transport has waited for the guard, and the guard's end is the machine's: it may still be a zombie.
    while let state = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8), !state.contains(") Z ") {
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  @Test func `a machine that answers another job than it was given is not believed`() async throws {
    let survey = Reply.survey(Survey(groups: []))
    let machine = try await FakeMachine(
      "say up a.0 ended0 done",
      says: [
        "up": [Self.ready], "ended0": [.ended(job: 0, WorkerExit(status: 0, lastWords: []))], "done": [.finished],
      ], workers: ["a.0": [.hello(FakeMachine.hello), survey, .finished]])
    await #expect(throws: TransportError.order("a reply answers another job")) {
      try await answer(machine.transport())
    }
  }

  // MARK: - Machines that are kept

  private static let usual: [String: [MachineReply]] = [
    "waiting": [.waiting], "up": [ready], "ended0": [.ended(job: 0, WorkerExit(status: 0, lastWords: []))],
    "done": [.finished],
  ]

  @Test func `a machine that booted is kept, and the next goes on from it`() async throws {
    let machine = try await FakeMachine(
      """
      echo $life >> lives
      case $life in isKept) say waiting; keep;; *) say up a.0 ended0 done;; esac
      """, says: Self.usual, workers: ["a.0": Self.whole], keeps: true)
    for _ in 0..<2 {
      let transport = machine.transport()
      #expect(try await answer(transport).programs.map(\.outcome.verdict) == [.accepted])
      #expect(await transport.notes.isEmpty)
    }
    #expect(try String(contentsOf: machine.directory.path("lives"), encoding: .utf8) == "isKept\ngoesOn\ngoesOn\n")
    #expect(machine.kept.count == 1)
  }

  @Test func `many jobs are shared by as many machines as there are processors`() async throws {
    let count = 300
    var says = Self.usual
    for number in 0..<count { says["ended\(number)"] = [.ended(job: number, WorkerExit(status: 0, lastWords: []))] }
    let workers = Dictionary(uniqueKeysWithValues: (0..<count).map { ("a.\($0)", Self.whole) })
    let machine = try await FakeMachine(
      """
      case $life in isKept) say waiting; keep;; esac
      for word; do case "$word" in name=*file=*) orders=${word#*file=};; esac; done
      jobs=$(/bin/cat "$orders" | /usr/bin/tr -d '\\000' | /bin/grep -ao '"isAlone"' | /usr/bin/wc -l)
      echo $jobs >> jobs
      say up
      number=0
      while [ $number -lt $jobs ]; do say a.$number ended$number; number=$((number + 1)); done
      say done
      """, says: says, workers: workers, keeps: true)
    let transport = machine.transport(participants: count, slots: MachineSlots(atOnce: 2))
    let accepted = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<count {
        group.addTask { try await answer(transport).programs.count { $0.outcome.verdict == .accepted } }
      }
      return try await group.reduce(0, +)
    }
    #expect(accepted == count)
    #expect(try String(contentsOf: machine.directory.path("jobs"), encoding: .utf8) == "150\n150\n")
  }

  @Test func `a kept machine that does not go on is thrown away, and another boots`() async throws {
    let machine = try await FakeMachine(
      "case $life in isKept) say waiting; keep;; goesOn) exit 1;; boots) say up a.0 ended0 done;; esac",
      says: Self.usual, workers: ["a.0": Self.whole], keeps: true)
    let transport = machine.transport()
    #expect(try await answer(transport).programs.map(\.outcome.verdict) == [.accepted])
    #expect(machine.boots == 3)
    #expect(machine.kept.isEmpty)
  }

  @Test func `a machine that cannot be kept is told of, and another boots`() async throws {
    let machine = try await FakeMachine(
      "case $life in isKept) say waiting; keep failed;; boots) say up a.0 ended0 done;; esac",
      says: Self.usual, workers: ["a.0": Self.whole], keeps: true)
    let transport = machine.transport()
    #expect(try await answer(transport).programs.map(\.outcome.verdict) == [.accepted])
    #expect(await transport.notes.count == 1)
    #expect(await transport.notes.first?.contains("the booted machine could not be kept in") == true)
    #expect(machine.kept.isEmpty)
  }

  @Test func `a machine that does not come up to be kept is one of two boots`() async throws {
    let machine = try await FakeMachine("exit 1", keeps: true)
    let reason = try #require(await failure(machine))
    #expect(reason.summary.hasPrefix("the virtual machine did not come up"))
    #expect(machine.boots == 2)
  }
}
