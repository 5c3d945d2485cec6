// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>What a mark tells objtool about an instruction.</summary>
public enum AnnotationKind : byte
{
    /// <summary><c>.discard.retpoline_safe</c>: an indirect jump or call that may stay one.</summary>
    RetpolineSafe,

    /// <summary><c>.discard.nospec</c>: an alternative with a call in it, left alone.</summary>
    NoSpeculationAlternative,

    /// <summary><c>.discard.reachable</c>: execution comes here, whatever it seems.</summary>
    Reachable,

    /// <summary><c>.discard.unreachable</c>: execution never comes here.</summary>
    Unreachable,
}
