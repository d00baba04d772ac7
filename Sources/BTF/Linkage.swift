/// Who sees a function or a variable (`BTF_FUNC_*`, `BTF_VAR_*`).
public enum Linkage: UInt32, Sendable {
  case `static` = 0
  case global = 1
  case extern = 2
}
