import Testing
import VerifierLog

@Suite struct VerifierStateTests {
  private func register(_ text: String) throws -> RegisterState {
    try #require(VerifierState(parsing: "R1=\(text)").registers[1])
  }

  @Test func aConstantIsReadInEveryForm() throws {
    for (text, value) in [
      ("8", 8), ("-4", -4), ("0xff00", 0xff00), ("inv8", 8), ("inv-1", -1), ("invP0", 0), ("P0", 0), ("P-4", -4),
      ("0xffffffffffffffff", -1), ("-9223372036854775808", Int64.min),
    ] {
      let register = try register(text)
      #expect(register.kind == .scalar, "\(text)")
      #expect(register.constant == value, "\(text)")
      #expect(register.isPrecise == text.contains("P"), "\(text)")
    }
  }

  @Test func boundsOfTheOldFormAreRead() throws {
    let register = try register(
      "inv(id=3,smin_value=-5,umax_value=255,s32_max_value=7,u32_min_value=1,var_off=(0x1; 0xff))")
    #expect(register.kind == .scalar && register.word == "inv" && register.id == 3)
    #expect(register.range.signedMinimum == -5)
    #expect(register.range.signedMaximum == .max)
    #expect(register.range.unsignedMinimum == 0)
    #expect(register.range.unsignedMaximum == 255)
    #expect(register.range.signedMaximum32 == 7)
    #expect(register.range.unsignedMinimum32 == 1)
    #expect(register.range.knownBits == 1 && register.range.unknownBits == 0xff)
  }

  @Test func boundsOfTheNewFormAreRead() throws {
    let register = try register(
      "Pscalar(id=1+4,smin=smin32=0,smax=umax=smax32=umax32=0xff00,var_off=(0x0; 0xff00))")
    #expect(register.isPrecise && register.id == 1 && register.idOffset == 4)
    #expect(register.range.signedMinimum == 0 && register.range.signedMinimum32 == 0)
    #expect(register.range.signedMaximum == 0xff00 && register.range.unsignedMaximum == 0xff00)
    #expect(register.range.signedMaximum32 == 0xff00 && register.range.unsignedMaximum32 == 0xff00)
    #expect(register.range.unknownBits == 0xff00)
    #expect(register.otherFields.isEmpty)
  }

  @Test func negativeBoundsInHexadecimalAreBitPatterns() throws {
    let register = try register("scalar(smin=0x80000000000005dd,smax=0x7fffffff000005dc,umax=0xffffffff000005dc)")
    #expect(register.range.signedMinimum == Int64(bitPattern: 0x8000_0000_0000_05dd))
    #expect(register.range.signedMaximum == 0x7fff_ffff_0000_05dc)
    #expect(register.range.unsignedMaximum == 0xffff_ffff_0000_05dc)
  }

  @Test func pointersOfEveryKernelAreRead() throws {
    #expect(try register("ctx(id=0,off=0,imm=0)").kind == .context)
    #expect(try register("ctx()").kind == .context)
    #expect(try register("map_ptr(map=slots,ks=4,vs=64)").map == "slots")
    #expect(try register("map_ptr(off=0,ks=4,vs=8,imm=0)").valueSize == 8)
    let value = try register("map_value_or_null(id=2,map=m,ks=4,vs=16)")
    #expect(value.kind == .mapValue && value.mayBeNull && value.id == 2 && value.keySize == 4 && value.valueSize == 16)
    let packet = try register("pkt(id=1,off=14,r=34,umax=60,var_off=(0x0; 0x3c))")
    #expect(packet.kind == .packet && packet.offset == 14 && packet.packetRange == 34 && packet.hasVariableOffset)
    #expect(packet.range.unsignedMaximum == 60)
    let newest = try register("pkt(r=34,imm=14)")
    #expect(newest.offset == 14 && newest.packetRange == 34 && !newest.hasVariableOffset)
    let memory = try register("ringbuf_mem_or_null(id=2,ref_obj_id=3,sz=8)")
    #expect(memory.kind == .memory && memory.flags == ["ringbuf"] && memory.referenceID == 3 && memory.memorySize == 8)
    let task = try register("trusted_ptr_or_null_task_struct(id=1,off=16)")
    #expect(task.kind == .btfPointer && task.typeName == "task_struct" && task.mayBeNull && task.flags == ["trusted"])
    #expect(task.offset == 16)
    #expect(try register("ptr_file(off=0,imm=0)").typeName == "file")
    #expect(try register("untrusted_ptr_node()").flags == ["untrusted"])
    #expect(try register("rcu_ptr_node(id=3,non_own_ref)").otherFields == ["non_own_ref"])
    #expect(try register("sock_common_or_null(id=1)").kind == .socketCommon)
    #expect(try register("func()").kind == .function)
    #expect(try register("something_new(x=1)").kind == .other)
    #expect(try register("something_new(x=1)").otherFields == ["x=1"])
  }

  @Test func framePointersAreRead() throws {
    #expect(try register("fp0").offset == 0)
    #expect(try register("fp-40").offset == -40)
    #expect(try register("fp-40").kind == .framePointer)
    let foreign = try register("fp[0]-40")
    #expect(foreign.frame == 0 && foreign.offset == -40)
    let variable = try register("fp[1](off=-40,smin=0,smax=umax=0x7fffffff8)")
    #expect(variable.frame == 1 && variable.offset == -40 && variable.hasVariableOffset)
    #expect(try register("fp0,call_-1").otherFields == [",call_-1"])
  }

  @Test func stackSlotsAreRead() throws {
    let state = VerifierState(
      parsing: """
        fp-8=mmmm???? fp-16_w=map_value(id=0,off=0,ks=4,vs=8,imm=0) fp-24=mmmmscalar(id=1,umax=255) fp-32=0 \
        fp-40=00000000 fp-48=00005 fp-56=iter_num(ref_id=1,state=active,depth=0) fp-64=P8 fp-72=mem(sz=4) fp-80=0xff \
        fp-88=00000xff fp-96=dynptr_local()
        """)
    #expect(state.stack.count == 12)
    #expect(state.stack[-8]?.bytes == "mmmm????" && state.stack[-8]?.value == nil)
    #expect(state.stack[-16]?.value?.kind == .mapValue && state.stack[-16]?.bytes == "")
    #expect(state.stack[-24]?.bytes == "mmmm" && state.stack[-24]?.value?.range.unsignedMaximum == 255)
    #expect(state.stack[-32]?.value?.constant == 0)
    #expect(state.stack[-40]?.bytes == "00000000")
    #expect(state.stack[-48]?.bytes == "0000" && state.stack[-48]?.value?.constant == 5)
    #expect(state.stack[-56]?.object == "iter_num(ref_id=1,state=active,depth=0)")
    #expect(state.stack[-64]?.value?.isPrecise == true)
    #expect(state.stack[-72]?.value?.kind == .memory)
    #expect(state.stack[-80]?.value?.constant == 255)
    #expect(state.stack[-88]?.bytes == "0000" && state.stack[-88]?.value?.constant == 255)
    #expect(state.stack[-96]?.object == "dynptr_local()")
    #expect(state.other.isEmpty)
  }

  @Test func framesReferencesAndCallbacksAreRead() {
    let state = VerifierState(parsing: " frame1: R1_rw=scalar() R10=fp0 refs=2,4 cb")
    #expect(state.frame == 1)
    #expect(state.registers.keys.sorted() == [1, 10])
    #expect(state.references == [2, 4])
    #expect(state.isCallback && !state.isAsyncCallback)
    #expect(VerifierState(parsing: "R0=0 async_cb").isAsyncCallback)
  }

  @Test func whatIsNoStateIsKept() {
    let state = VerifierState(parsing: "R1=0 hello R99=1 fpx (")
    #expect(state.registers.count == 1)
    #expect(state.other == ["hello", "R99=1", "fpx", "("])
  }

  @Test func numbersBeyondSixtyFourBitsAreKeptAsText() throws {
    #expect(try register("scalar(umax=99999999999999999999999)").otherFields == ["umax=99999999999999999999999"])
    #expect(try register("scalar(umax=0x1ffffffffffffffff)").range.unsignedMaximum == .max)
  }

  @Test func noBytesBreakIt() {
    var generator = SeededGenerator(seed: 11)
    let seed = Array(
      "frame1: R1=pkt(id=1,off=14,r=0,smin=smin32=0,var_off=(0x0; 0x3c)) fp-8=mmmmscalar(id=1) refs=2 cb".utf8)
    for _ in 0..<20_000 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
      let state = VerifierState(parsing: String(decoding: bytes, as: UTF8.self))
      #expect(state.registers.count <= 12)
    }
  }
}
