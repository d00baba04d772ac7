import BPF
import Testing

/// One instruction of every form, as the verifier's log of kernel 6.18 words it.
struct DisassemblerTests {
  struct Form: CustomTestStringConvertible {
    var text: String
    var instruction: Instruction
    var names: [Int: String] = [:]
    var testDescription: String { text }

    init(_ text: String, _ instruction: Instruction, names: [Int: String] = [:]) {
      (self.text, self.instruction, self.names) = (text, instruction, names)
    }
  }

  static let arithmetic: [Form] = [
    Form("(07) r1 += -8", Instruction(opcode: 0x07, destination: 1, immediate: -8)),
    Form("(0f) r1 += r2", Instruction(opcode: 0x0f, destination: 1, source: 2)),
    Form("(04) w1 += 1", Instruction(opcode: 0x04, destination: 1, immediate: 1)),
    Form("(1f) r1 -= r2", Instruction(opcode: 0x1f, destination: 1, source: 2)),
    Form("(27) r1 *= 3", Instruction(opcode: 0x27, destination: 1, immediate: 3)),
    Form("(3c) w1 /= w2", Instruction(opcode: 0x3c, destination: 1, source: 2)),
    Form("(3c) w1 s/= w2", Instruction(opcode: 0x3c, destination: 1, source: 2, offset: 1)),
    Form("(37) r1 s/= 7", Instruction(opcode: 0x37, destination: 1, offset: 1, immediate: 7)),
    Form("(97) r1 %= 7", Instruction(opcode: 0x97, destination: 1, immediate: 7)),
    Form("(9f) r1 s%= r3", Instruction(opcode: 0x9f, destination: 1, source: 3, offset: 1)),
    Form("(47) r1 |= 255", Instruction(opcode: 0x47, destination: 1, immediate: 255)),
    Form("(54) w1 &= -2", Instruction(opcode: 0x54, destination: 1, immediate: -2)),
    Form("(67) r1 <<= 32", Instruction(opcode: 0x67, destination: 1, immediate: 32)),
    Form("(77) r1 >>= 32", Instruction(opcode: 0x77, destination: 1, immediate: 32)),
    Form("(c7) r1 s>>= 32", Instruction(opcode: 0xc7, destination: 1, immediate: 32)),
    Form("(af) r1 ^= r2", Instruction(opcode: 0xaf, destination: 1, source: 2)),
    Form("(87) r1 = -r1", Instruction(opcode: 0x87, destination: 1)),
    Form("(84) w1 = -w1", Instruction(opcode: 0x84, destination: 1)),
    Form("(b7) r0 = 0", Instruction(opcode: 0xb7)),
    Form("(b4) w0 = -1", Instruction(opcode: 0xb4, immediate: -1)),
    Form("(bf) r6 = r1", Instruction(opcode: 0xbf, destination: 6, source: 1)),
    Form("(bc) w6 = w1", Instruction(opcode: 0xbc, destination: 6, source: 1)),
    Form("(bf) r1 = (s8)r2", Instruction(opcode: 0xbf, destination: 1, source: 2, offset: 8)),
    Form("(bf) r1 = (s16)r2", Instruction(opcode: 0xbf, destination: 1, source: 2, offset: 16)),
    Form("(bf) r1 = (s32)r2", Instruction(opcode: 0xbf, destination: 1, source: 2, offset: 32)),
    Form("(bc) w1 = (s16)w2", Instruction(opcode: 0xbc, destination: 1, source: 2, offset: 16)),
    Form("(d4) r1 = le16 r1", Instruction(opcode: 0xd4, destination: 1, immediate: 16)),
    Form("(dc) r1 = be32 r1", Instruction(opcode: 0xdc, destination: 1, immediate: 32)),
    Form("(d7) r1 = bswap64 r1", Instruction(opcode: 0xd7, destination: 1, immediate: 64)),
    Form(
      "(bf) r1 = addr_space_cast(r2, 0, 1)",
      Instruction(opcode: 0xbf, destination: 1, source: 2, offset: 1, immediate: 1)
    ),
    Form(
      "(bf) r1 = addr_space_cast(r2, 1, 0)",
      Instruction(opcode: 0xbf, destination: 1, source: 2, offset: 1, immediate: 0x10000)),
  ]

  static let memory: [Form] = [
    Form("(71) r1 = *(u8 *)(r2 +3)", Instruction(opcode: 0x71, destination: 1, source: 2, offset: 3)),
    Form("(69) r1 = *(u16 *)(r2 +0)", Instruction(opcode: 0x69, destination: 1, source: 2)),
    Form("(61) r1 = *(u32 *)(r10 -4)", Instruction(opcode: 0x61, destination: 1, source: 10, offset: -4)),
    Form("(79) r1 = *(u64 *)(r2 +8)", Instruction(opcode: 0x79, destination: 1, source: 2, offset: 8)),
    Form("(91) r1 = *(s8 *)(r2 +3)", Instruction(opcode: 0x91, destination: 1, source: 2, offset: 3)),
    Form("(89) r1 = *(s16 *)(r2 +3)", Instruction(opcode: 0x89, destination: 1, source: 2, offset: 3)),
    Form("(81) r1 = *(s32 *)(r2 +3)", Instruction(opcode: 0x81, destination: 1, source: 2, offset: 3)),
    Form("(7b) *(u64 *)(r10 -16) = r1", Instruction(opcode: 0x7b, destination: 10, source: 1, offset: -16)),
    Form("(73) *(u8 *)(r10 -1) = r1", Instruction(opcode: 0x73, destination: 10, source: 1, offset: -1)),
    Form("(62) *(u32 *)(r10 -4) = -5", Instruction(opcode: 0x62, destination: 10, offset: -4, immediate: -5)),
    Form("(30) r0 = *(u8 *)skb[14]", Instruction(opcode: 0x30, immediate: 14)),
    Form("(48) r0 = *(u16 *)skb[r7 + 2]", Instruction(opcode: 0x48, source: 7, immediate: 2)),
    Form(
      "(18) r1 = 0x1234567800000009",
      Instruction(opcode: 0x18, destination: 1, immediate: 9, highImmediate: 0x1234_5678)),
    Form("(18) r1 = 0xffffffff", Instruction(opcode: 0x18, destination: 1, immediate: -1)),
    Form("(18) r1 = map[fd:4]", Instruction(opcode: 0x18, destination: 1, source: 1, immediate: 4)),
    Form(
      "(18) r1 = map[counts]", Instruction(opcode: 0x18, destination: 1, source: 1, immediate: 4),
      names: [0: "map[counts]"]),
    Form(
      "(18) r1 = map[fd:4][0]+24", Instruction(opcode: 0x18, destination: 1, source: 2, immediate: 4, highImmediate: 24)
    ),
    Form("(18) r1 = btf[id:77]", Instruction(opcode: 0x18, destination: 1, source: 3, immediate: 77)),
    Form("(18) r2 = 0x5", Instruction(opcode: 0x18, destination: 2, source: 4, immediate: 5)),
    Form("(18) r1 = map[index:2]", Instruction(opcode: 0x18, destination: 1, source: 5, immediate: 2)),
    Form(
      "(18) r1 = map[index:2][0]+8",
      Instruction(opcode: 0x18, destination: 1, source: 6, immediate: 2, highImmediate: 8)),
  ]

  static let atomics: [Form] = [
    Form("(c3) lock *(u32 *)(r1 +0) += r2", Instruction(opcode: 0xc3, destination: 1, source: 2)),
    Form("(db) lock *(u64 *)(r1 +0) |= r2", Instruction(opcode: 0xdb, destination: 1, source: 2, immediate: 0x40)),
    Form(
      "(db) lock *(u64 *)(r1 -8) &= r2",
      Instruction(opcode: 0xdb, destination: 1, source: 2, offset: -8, immediate: 0x50)),
    Form("(db) lock *(u64 *)(r1 +0) ^= r2", Instruction(opcode: 0xdb, destination: 1, source: 2, immediate: 0xa0)),
    Form(
      "(db) r2 = atomic64_fetch_add((u64 *)(r1 +0), r2)",
      Instruction(opcode: 0xdb, destination: 1, source: 2, immediate: 0x01)),
    Form(
      "(c3) r2 = atomic_fetch_or((u32 *)(r1 +0), r2)",
      Instruction(opcode: 0xc3, destination: 1, source: 2, immediate: 0x41)),
    Form(
      "(db) r2 = atomic64_fetch_and((u64 *)(r1 +0), r2)",
      Instruction(opcode: 0xdb, destination: 1, source: 2, immediate: 0x51)),
    Form(
      "(db) r2 = atomic64_fetch_xor((u64 *)(r1 +0), r2)",
      Instruction(opcode: 0xdb, destination: 1, source: 2, immediate: 0xa1)),
    Form(
      "(db) r2 = atomic64_xchg((u64 *)(r1 +0), r2)",
      Instruction(opcode: 0xdb, destination: 1, source: 2, immediate: 0xe1)),
    Form(
      "(c3) r0 = atomic_cmpxchg((u32 *)(r1 +0), r0, r2)",
      Instruction(opcode: 0xc3, destination: 1, source: 2, immediate: 0xf1)),
    Form(
      "(d3) r1 = load_acquire((u8 *)(r2 +1))",
      Instruction(opcode: 0xd3, destination: 1, source: 2, offset: 1, immediate: 0x100)),
    Form(
      "(cb) store_release((u16 *)(r1 +2), r2)",
      Instruction(opcode: 0xcb, destination: 1, source: 2, offset: 2, immediate: 0x110)),
  ]

  static let jumps: [Form] = [
    Form("(05) goto pc+7", Instruction(opcode: 0x05, offset: 7)),
    Form("(bf) r0 = &(void __percpu *)(r1)", Instruction(opcode: 0xbf, destination: 0, source: 1, offset: -1)),
    Form("(05) goto pc-1", Instruction(opcode: 0x05, offset: -1)),
    Form("(06) gotol pc+70000", Instruction(opcode: 0x06, immediate: 70000)),
    Form("(e5) may_goto pc+3", Instruction(opcode: 0xe5, offset: 3)),
    Form("(15) if r0 == 0x0 goto pc+2", Instruction(opcode: 0x15, offset: 2)),
    Form("(1d) if r0 == r1 goto pc+2", Instruction(opcode: 0x1d, source: 1, offset: 2)),
    Form("(55) if r1 != 0xffffffff goto pc-3", Instruction(opcode: 0x55, destination: 1, offset: -3, immediate: -1)),
    Form("(25) if r1 > 0x10 goto pc+0", Instruction(opcode: 0x25, destination: 1, immediate: 16)),
    Form("(35) if r1 >= 0x10 goto pc+0", Instruction(opcode: 0x35, destination: 1, immediate: 16)),
    Form("(a5) if r1 < 0x10 goto pc+0", Instruction(opcode: 0xa5, destination: 1, immediate: 16)),
    Form("(b5) if r1 <= 0x10 goto pc+0", Instruction(opcode: 0xb5, destination: 1, immediate: 16)),
    Form("(45) if r1 & 0x10 goto pc+0", Instruction(opcode: 0x45, destination: 1, immediate: 16)),
    Form("(6d) if r1 s> r2 goto pc+4", Instruction(opcode: 0x6d, destination: 1, source: 2, offset: 4)),
    Form("(7e) if w1 s>= w2 goto pc+4", Instruction(opcode: 0x7e, destination: 1, source: 2, offset: 4)),
    Form("(c6) if w1 s< 0xfffffff0 goto pc+4", Instruction(opcode: 0xc6, destination: 1, offset: 4, immediate: -16)),
    Form("(d6) if w1 s<= 0x1 goto pc+4", Instruction(opcode: 0xd6, destination: 1, offset: 4, immediate: 1)),
    Form("(85) call bpf_map_lookup_elem#1", Instruction(opcode: 0x85, immediate: 1)),
    Form("(85) call unknown#212", Instruction(opcode: 0x85, immediate: 212)),
    Form("(85) call unknown#-1", Instruction(opcode: 0x85, immediate: -1)),
    Form("(85) call pc+12", Instruction(opcode: 0x85, source: 1, immediate: 12)),
    Form("(85) call pc-3#parse", Instruction(opcode: 0x85, source: 1, immediate: -3), names: [0: "parse"]),
    Form("(85) call kernel-function#4711", Instruction(opcode: 0x85, source: 2, immediate: 4711)),
    Form(
      "(85) call bpf_rcu_read_lock#4711", Instruction(opcode: 0x85, source: 2, immediate: 4711),
      names: [0: "bpf_rcu_read_lock"]),
    Form("(95) exit", Instruction(opcode: 0x95)),
  ]

  @Test(arguments: arithmetic + memory + atomics + jumps)
  func `Every form reads as the verifier's log prints it`(_ form: Form) throws {
    #expect(Disassembler(names: form.names).line(form.instruction, slot: 0) == "0: \(form.text)")
    let bytes = Instruction.encode([form.instruction])
    #expect(bytes.count == form.instruction.slots * Instruction.slotBytes)
    #expect(try Instruction.decode(bytes) == [form.instruction])
  }

  @Test func `An instruction that is none is told as the kernel tells it`() {
    #expect(Disassembler().line(Instruction(opcode: 0x8d), slot: 3) == "3: (8d) BUG_8d")
  }
}
