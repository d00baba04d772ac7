import KernelFacts
import Testing

@Suite struct StackRulesTests {
  @Test(arguments: [(KernelVersion(5, 10), 608), (KernelVersion(6, 1), 608), (KernelVersion(6, 12), 576)])
  func `two frames of 368 and 200 bytes sum as the kernel said`(kernel: KernelVersion, sum: Int) throws {
    let rules = StackRules(kernel: kernel)
    #expect(try #require(rules.counted(frame: 368)) + #require(rules.counted(frame: 200)) == sum)
  }

  @Test func `a raw tracepoint has stacks of its own since 6.13, on x86-64 with the JIT`() {
    let now = StackRules(kernel: KernelVersion(6, 18, 44))
    #expect(now.allowsPrivateStack(.rawTracepoint, tailCalls: false) == true)
    #expect(now.allowsPrivateStack(.rawTracepoint, tailCalls: true) == false)
    #expect(now.allowsPrivateStack(.xdp, tailCalls: false) == false)
    #expect(now.allowsPrivateStack(.tracing, tailCalls: false) == nil)
    #expect(StackRules(kernel: KernelVersion(6, 12)).allowsPrivateStack(.kprobe, tailCalls: false) == false)
    #expect(StackRules(kernel: KernelVersion(6, 18), jit: false).allowsPrivateStack(.kprobe, tailCalls: false) == false)
    #expect(
      StackRules(kernel: KernelVersion(6, 18), machine: "aarch64").allowsPrivateStack(.kprobe, tailCalls: false) == nil)
  }

  @Test func `the interpreter rounds to 32 on every kernel, and counts empty frames`() {
    let rules = StackRules(kernel: KernelVersion(6, 18), jit: false)
    #expect(rules.counted(frame: 0) == 32)
    #expect(rules.counted(frame: 33) == 64)
    #expect(StackRules(kernel: KernelVersion(6, 18)).counted(frame: 0) == 0)
  }

  @Test func `what is not known is not guessed`() {
    #expect(StackRules(kernel: KernelVersion(6, 6)).counted(frame: 8) == nil)
    #expect(StackRules(kernel: KernelVersion(6, 18)).counted(frame: .max) == nil)
    #expect(StackRules(kernel: KernelVersion(6, 18)).counted(frame: -1) == nil)
  }
}
