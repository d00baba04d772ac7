import Testing

@testable import Toolchain

@Suite struct StackVariableTests {
  @Test func `Variables of the frame are told by function, those that were inlined among them`() {
    let text = """
      0x00000010:   DW_TAG_array_type
                      DW_AT_type\t(0x00000018 "char")
      0x00000014:     DW_TAG_subrange_type
                        DW_AT_count\t(0x80)
      0x00000018:   DW_TAG_base_type
                      DW_AT_name\t("char")
                      DW_AT_byte_size\t(0x01)
      0x0000001a:   DW_TAG_structure_type
                      DW_AT_name\t("event")
                      DW_AT_byte_size\t(0x40)
      0x0000001c:   DW_TAG_typedef
                      DW_AT_type\t(0x0000001a "event")
      0x00000020:   DW_TAG_subprogram
                      DW_AT_name\t("copy")
                      DW_AT_inline\t(DW_INL_inlined)
      0x00000028:     DW_TAG_variable
                        DW_AT_name\t("part")
                        DW_AT_type\t(0x0000001c "event_t")
      0x00000030:   DW_TAG_subprogram
                      DW_AT_low_pc\t(0x0000000000000000)
                      DW_AT_name\t("fill")
      0x00000040:     DW_TAG_variable
                        DW_AT_location\t(DW_OP_fbreg +208)
                        DW_AT_name\t("buffer")
                        DW_AT_type\t(0x00000010 "char[128]")
      0x00000048:     DW_TAG_variable
                        DW_AT_location\t(indexed (0x1) loclist = 0x00000026:
                           [0x0000000000000000, 0x0000000000000008): DW_OP_reg1 W1
                           [0x0000000000000008, 0x0000000000000010): DW_OP_breg10 W10+8, DW_OP_stack_value)
                        DW_AT_name\t("register_only")
                        DW_AT_type\t(0x00000134 "int")
      0x0000004c:     DW_TAG_variable
                        DW_AT_location\t(indexed (0x2) loclist = 0x00000036:
                           [0x0000000000000000, 0x0000000000000008): DW_OP_lit0, DW_OP_stack_value
                           [0x0000000000000008, 0x0000000000000010): DW_OP_breg10 W10+0, DW_OP_piece 0x38)
                        DW_AT_name\t("kept")
                        DW_AT_type\t(0x0000001a "event")
      0x00000050:     DW_TAG_inlined_subroutine
                        DW_AT_abstract_origin\t(0x00000020 "copy")
      0x00000058:       DW_TAG_variable
                          DW_AT_location\t(DW_OP_fbreg +0)
                          DW_AT_abstract_origin\t(0x00000028 "part")
      """
    #expect(
      StackVariable.read(text) == [
        StackVariable(function: "fill", name: "buffer", size: 128),
        StackVariable(function: "fill", name: "kept", size: 64),
        StackVariable(function: "fill", name: "part", size: 64),
      ])
  }

  @Test func `What is no dump has no variables`() {
    #expect(StackVariable.read("") == [])
    #expect(StackVariable.read("0x\n(\n0x1:\nDW_AT_name(\n0x2: DW_TAG_variable\nDW_AT_location(DW_OP_fbreg") == [])
  }
}
