namespace MlNetMoodRec.Web.Hosting;

/// <summary>Reads <see cref="MoodRecWebOptions"/> from the configuration, and says everything that is wrong with it at once.</summary>
internal static class OptionsReader
{
    /// <exception cref="MoodRecException">Names every setting that is unknown, of another type, or out of its range.</exception>
    public static MoodRecWebOptions Read(IConfiguration configuration)
    {
        // The binder stops at the first value that it cannot convert: each is tried alone, and only the good ones are bound.
        List<string> errors = [];
        Dictionary<string, string?> good = [];
        foreach ((string key, string? value) in configuration.GetSection(MoodRecWebOptions.Section).AsEnumerable(makePathsRelative: true))
        {
            if (value is null)
            {
                continue;
            }

            var setting = new Dictionary<string, string?> { [key] = value };
            try
            {
                Bind(setting);
                good[key] = value;
            }
            catch (InvalidOperationException exception)
            {
                string name = $"{MoodRecWebOptions.Section}:{key}";
                errors.Add(exception.InnerException is null
                    ? $"there is no setting {name}; appsettings.json beside the program lists them all"
                    : $"{name} is '{value}'; expected {Expected(exception.Message)}");
            }
        }

        MoodRecWebOptions options = Bind(good);
        errors.AddRange(options.Errors());
        return errors.Count == 0 ? options : throw MoodRecWebOptions.Wrong(errors);
    }

    private static MoodRecWebOptions Bind(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build()
            .Get<MoodRecWebOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new MoodRecWebOptions();

    private static string Expected(string message) => message switch
    {
        _ when message.Contains(typeof(TimeSpan).FullName!, StringComparison.Ordinal) => "a time such as 00:00:10",
        _ when message.Contains(typeof(bool).FullName!, StringComparison.Ordinal) => "true or false",
        _ => "a whole number",
    };
}
