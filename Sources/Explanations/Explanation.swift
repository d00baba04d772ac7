public protocol Explanation: SendableMetatype {}
