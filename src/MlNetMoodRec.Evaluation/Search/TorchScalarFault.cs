using System.Runtime.InteropServices;

namespace MlNetMoodRec.Evaluation.Search;

/// <summary>
/// TorchSharp does not keep a number that is passed to torch alive until torch has read it: if another thread makes the
/// garbage collector run in just that moment, torch finds freed memory and refuses it (seen with TorchSharp 0.107.0 and
/// trainings side by side; dotnet/TorchSharp pull requests 1434 and 1496 change how such numbers are released).
/// </summary>
internal static class TorchScalarFault
{
    /// <summary>The fault was seen once in thousands of steps: so many in a row have another reason.</summary>
    private const int Attempts = 20;

    /// <summary>What torch says of a number whose memory is no longer one.</summary>
    private const string Message = "Unknown scalar type";

    /// <summary>Does the work again when it ended in this fault. Work that goes on from a checkpoint loses an epoch at most, and ends the same.</summary>
    public static T Retry<T>(Func<T> work)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return work();
            }
            catch (ExternalException fault) when (attempt < Attempts && fault.Message.Contains(Message, StringComparison.Ordinal))
            {
            }
        }
    }
}
