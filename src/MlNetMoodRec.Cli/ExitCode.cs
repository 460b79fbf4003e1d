namespace MlNetMoodRec.Cli;

/// <summary>What the program returns to its caller.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A fault of this program.</summary>
    public const int Fault = 1;

    /// <summary>Input or usage that cannot be used.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by Ctrl-C before there was a result.</summary>
    public const int Cancelled = 130;
}
