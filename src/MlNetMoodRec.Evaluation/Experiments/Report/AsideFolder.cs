namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>Replaces files and folders of a folder by new ones that were written aside, so that nobody finds half of a file.</summary>
internal static class AsideFolder
{
    private const string Aside = ".report.partial";

    /// <summary>
    /// Lets <paramref name="write"/> fill an empty folder, then moves what it wrote into <paramref name="folder"/>.
    /// <paramref name="last"/> goes first and comes last: while it is there, everything else belongs to it.
    /// </summary>
    public static void Replace(string folder, string last, Action<string> write)
    {
        string aside = Path.Combine(folder, Aside);
        try
        {
            Directory.CreateDirectory(folder);
            Delete(aside);
            Directory.CreateDirectory(aside);
            write(aside);
            File.Delete(Path.Combine(folder, last));
            foreach (string path in Directory.EnumerateDirectories(aside))
            {
                string target = Path.Combine(folder, Path.GetFileName(path));
                Delete(target);
                Directory.Move(path, target);
            }

            foreach (string path in Directory.EnumerateFiles(aside).OrderBy(p => Path.GetFileName(p) == last))
            {
                File.Move(path, Path.Combine(folder, Path.GetFileName(path)), overwrite: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MoodRecException($"The report cannot be written to '{folder}': {e.Message} Name a folder that can be written to.", e);
        }
        finally
        {
            Delete(aside);
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
