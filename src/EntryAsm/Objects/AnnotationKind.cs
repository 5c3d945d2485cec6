// SPDX-License-Identifier: MIT
namespace EntryAsm;

/// <summary>What a mark tells objtool about an instruction.</summary>
public enum AnnotationKind : byte
{
    /// <summary><c>.discard.retpoline_safe</c>: an indirect jump or call that may stay one.</summary>
    RetpolineSafe,

    /// <summary><c>.discard.nospec</c>: an alternative with a call in it, left alone.</summary>
    NoSpeculationAlternative,

    /// <summary><c>.discard.reachable</c>: execution gets here, even if it does not look so.</summary>
    Reachable,

    /// <summary><c>.discard.unreachable</c>: execution never gets here.</summary>
    Unreachable,

    /// <summary><c>.discard.noendbr</c>: an address that is taken, but is not a target of indirect branches.</summary>
    NoEndbr,

    /// <summary><c>.discard.intra_function_calls</c>: a call into its own function.</summary>
    IntraFunctionCall,

    /// <summary><c>.discard.validate_unret</c>: from here every path untrains the return predictor before it returns.</summary>
    ValidateUnret,

    /// <summary><c>.discard.ignore_alts</c>: an alternative whose original alone is examined.</summary>
    IgnoreAlternative,
}
