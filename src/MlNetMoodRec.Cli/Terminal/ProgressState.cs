namespace MlNetMoodRec.Cli.Terminal;

/// <summary>How far long work has come, in words.</summary>
/// <param name="Stage">What is being done.</param>
/// <param name="Share">How much of it is done, in [0, 1].</param>
/// <param name="Details">Epoch, loss, time left.</param>
/// <param name="News">What is worth a line of its own when it changes; null for nothing.</param>
internal sealed record ProgressState(string Stage, double Share, string Details = "", string? News = null)
{
    public override string ToString() => Details.Length > 0 ? $"{Stage}: {Details}" : Stage;
}
