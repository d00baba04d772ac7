import BPF
import Bundles
import Testing

@Suite struct CodeWordTests {
  @Test func `a word has the fields of its instruction`() throws {
    let instruction = Instruction(opcode: 0x85, source: 2, offset: -3, immediate: -7)
    let word = CodeWord(CodeWord.words(Instruction.encode([instruction]))[0])
    #expect(word.opcode == 0x85 && word.source == 2 && word.offset == -3 && word.immediate == -7)
    #expect(word.isKernelCall && !word.isLocalCall && !word.isWide)
  }

  @Test func `fields are set one by one`() {
    var word = CodeWord(0xffff_ffff_ffff_ffff)
    word.source = 0
    word.immediate = 5
    word.offset = -2
    #expect(word.rawValue == 0x0000_0005_fffe_0fff)
  }

  @Test func `second slots are no instructions`() {
    #expect(CodeWord.starts([0x18, 0x18, 0x95, 0x18]) == [0, 2, 3])
  }
}
