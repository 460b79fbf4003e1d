using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Scoring;

/// <summary>Puts finished answers under their names. Every step can be done again, should a kill come between two.</summary>
internal static class ScoringOutput
{
    public static void Finish(ScoringOptions options, ScoringJournal journal)
    {
        string output = options.Output;
        journal.CloseFiles();

        // Where the answers are gone, an earlier run had moved them and only not cleared up yet.
        if (File.Exists(journal.AnswersPath))
        {
            Place(options, journal);
        }
        else if (!File.Exists(output))
        {
            throw new MoodRecException($"'{journal.AnswersPath}' is gone, and so is '{output}'. Give --restart to begin again.");
        }

        journal.IsPlaced = true;
    }

    private static void Place(ScoringOptions options, ScoringJournal journal)
    {
        long bytes = new FileInfo(journal.AnswersPath).Length;
        if (bytes != journal.State.AnswerBytes)
        {
            throw new MoodRecException(
                $"'{journal.AnswersPath}' has {bytes} bytes; {journal.State.AnswerBytes} were written to it. Give --restart to begin again.");
        }

        string whole = journal.Finish();
        PlaceRejects(options.Output, journal);
        PlaceManifest(options, journal.State, whole);
        File.Move(whole, options.Output, overwrite: true);
    }

    private static void PlaceRejects(string output, ScoringJournal journal)
    {
        if (journal.State.Rejected > 0)
        {
            using FileStream rejects = DataFile.OpenStored(journal.RejectsPath);
            AsideFile.Write(RejectedRow.PathOf(output), rejects.CopyTo);
        }
        else
        {
            File.Delete(RejectedRow.PathOf(output));
        }
    }

    private static void PlaceManifest(ScoringOptions options, ScoringState state, string whole)
    {
        if (options.Shard is not { } shard)
        {
            File.Delete(ShardManifest.PathOf(options.Output));
            return;
        }

        new ShardManifest
        {
            Identity = state.Identity,
            Shard = shard,
            Scored = state.Scored,
            Rejected = state.Rejected,
            Sha256 = new FileInfo(whole).Length > 0 ? DataFile.Sha256(whole) : "",
        }.Write(options.Output);
    }
}
