using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Serving;
using MlNetMoodRec.Tests.Scoring;

namespace MlNetMoodRec.Tests.Web;

/// <summary>The page in a real browser: Debian's Chromium, which <c>.ci/install-chromium</c> installs.</summary>
[TestClass]
[TestCategory("Slow")]
public sealed class PageTests
{
    private static readonly string s_folder = Directory.CreateTempSubdirectory("moodrec-page-").FullName;
    private static IPlaywright _playwright = null!;
    private static IBrowser _browser = null!;
    private readonly List<string> _wrong = [];

    public TestContext TestContext { get; set; } = null!;

    [ClassInitialize]
    public static async Task Start(TestContext _)
    {
        string[] folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        string? chromium = folders.Select(f => Path.Combine(f, "chromium")).FirstOrDefault(File.Exists);
        Assert.IsNotNull(chromium, "There is no program 'chromium': run .ci/install-chromium.");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
    }

    [ClassCleanup]
    public static async Task Stop()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        Directory.Delete(s_folder, recursive: true);
    }

    [TestCleanup]
    public void NothingWentWrong() => Assert.IsEmpty(_wrong, string.Join('\n', _wrong));

    [TestMethod]
    public async Task Page_KeyboardAlone_AsksAndAnswers()
    {
        await using RunningService service = await RunningService.StartAsync();
        await using IBrowserContext context = await _browser.NewContextAsync();
        IPage page = await OpenAsync(context, service);

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the songs" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByLabel("How do you feel?")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("so happy today");
        await TabToAsync(page, page.GetByLabel("Songs you heard", new() { Exact = true }));
        await page.Keyboard.TypeAsync("song");
        await Expect(Found(page).GetByRole(AriaRole.Option)).ToHaveCountAsync(4);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(Found(page).GetByRole(AriaRole.Option, new() { Selected = true })).ToHaveTextAsync("Song b");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove “Song b”" })).ToBeVisibleAsync();
        await TabToAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }));
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#status")).ToHaveTextAsync(new Regex("^3 songs for "));
        await Expect(Titles(page, "With your words")).ToHaveTextAsync(["Song a", "Song c", "Song d"]);
        await Expect(Titles(page, "Without your words")).ToHaveTextAsync(["Song a", "Song c", "Song d"]);
        await Expect(page.GetByRole(AriaRole.Img, new() { NameRegex = new Regex("^Mood plane. Your words: .*pleasant.* \\([+−]\\d") })).ToBeVisibleAsync();
        await Expect(page.GetByText("Fewer songs than asked for")).ToBeVisibleAsync();
    }

    [TestMethod]
    public async Task Page_PointMovedByKeyboardSliderAndPointer_IsSentWithTheTextUntilItIsTakenBack()
    {
        await using RunningService service = await RunningService.StartAsync(zips: null, ScoringModel.WriteTo(s_folder));
        await using IBrowserContext context = await _browser.NewContextAsync();
        IPage page = await OpenAsync(context, service);
        ILocator plane = Slider(page, "Mood, with all four arrow keys");
        await Expect(plane).ToHaveAttributeAsync("aria-valuetext", "not set");

        await plane.FocusAsync();
        foreach (string key in (string[])["ArrowLeft", "ArrowLeft", "ArrowUp"])
        {
            await page.Keyboard.PressAsync(key);
        }

        Assert.AreEqual("-0.1 0.05", await SentMoodAsync(page));
        await Slider(page, "Pleasant").FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Slider(page, "Energetic").FocusAsync();
        await page.Keyboard.PressAsync("Home");
        Assert.AreEqual("1 -1", await SentMoodAsync(page));
        await plane.ClickAsync(new() { Position = new() { X = 8, Y = 8 } });
        Assert.AreEqual("-1 1", await SentMoodAsync(page));
        await Expect(page.Locator("#point-says")).ToHaveTextAsync("You set: very unpleasant (−1.00), very energetic (+1.00).");

        await page.GetByLabel("How do you feel?").FillAsync("so happy today");
        await page.GetByLabel("Lift", new() { Exact = true }).CheckAsync();
        Assert.AreEqual("-1 1", await SentMoodAsync(page));
        await Expect(page.Locator("#status")).ToHaveTextAsync("10 songs for the mood you set.");
        await Expect(page.Locator("#mood")).ToContainTextAsync("The list goes to: pleasant (+0.50), very energetic (+1.00).");

        await page.GetByRole(AriaRole.Button, new() { Name = "Take the mood from my words instead" }).ClickAsync();
        Assert.AreEqual("undefined undefined", await SentMoodAsync(page));
    }

    [TestMethod]
    public async Task Page_WordsSongsAndOptions_ShowReasonsAndBothLists()
    {
        await using RunningService service = await RunningService.StartAsync(zips: null, ScoringModel.WriteTo(s_folder));
        await using IBrowserContext context = await _browser.NewContextAsync();
        IPage page = await OpenAsync(context, service);
        await page.GetByLabel("How do you feel?").FillAsync("i feel so sad today");
        await page.GetByLabel("Songs you heard", new() { Exact = true }).FillAsync("1th");
        await Found(page).GetByRole(AriaRole.Option).First.ClickAsync();
        await page.GetByText("More options").ClickAsync();
        await page.GetByLabel("How many songs").SelectOptionAsync("5");
        await page.GetByLabel("Songs I heard").SelectOptionAsync("later again");
        await page.GetByLabel("Songs of one artist").SelectOptionAsync("one at most");
        await page.GetByLabel("Mood or taste").SelectOptionAsync("mood above all");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();

        await Expect(Titles(page, "With your words")).ToHaveCountAsync(5);
        await Expect(Titles(page, "Without your words")).ToHaveCountAsync(5);
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "The words that moved it most" }).GetByRole(AriaRole.Rowheader)).Not.ToHaveCountAsync(0);
        await Expect(page.GetByText(new Regex("^Because of “Song")).First).ToBeVisibleAsync();

        await page.GetByLabel("Show what my words change").UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(page.Locator("#lists ol")).ToHaveCountAsync(1);
    }

    [TestMethod]
    public async Task Page_SongsHeard_AreSearchedPickedAndRemovedWithTheFocusKept()
    {
        await using RunningService service = await RunningService.StartAsync();
        await using IBrowserContext context = await _browser.NewContextAsync();
        IPage page = await OpenAsync(context, service);
        ILocator search = page.GetByLabel("Songs you heard", new() { Exact = true });

        await search.FillAsync("nothing of the kind");
        await Expect(page.Locator("#search-note")).ToHaveTextAsync("No song found.");
        foreach (string song in (string[])["Song a", "Song b"])
        {
            await search.FillAsync(song);
            await Found(page).GetByRole(AriaRole.Option, new() { Name = song }).ClickAsync();
        }

        await Expect(search).ToBeFocusedAsync();
        await Expect(page.Locator("#heard li")).ToHaveTextAsync(["Song a×", "Song b×"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove “Song a”" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove “Song b”" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(search).ToBeFocusedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(page.GetByText("What most people play.")).ToBeVisibleAsync();
        foreach (string song in (string[])["a", "b", "c", "d"])
        {
            await page.GetByRole(AriaRole.Button, new() { Name = $"I heard “Song {song}”" }).ClickAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(page.GetByText("No song is left to recommend.")).ToBeVisibleAsync();
        await page.GetByText("More options", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Songs I heard").SelectOptionAsync("may come again");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(page.Locator("#lists li")).ToHaveCountAsync(4);
    }

    [TestMethod]
    public async Task Page_ServiceSlowBusyOrGone_SaysSoAndGoesOn()
    {
        RunningService service = await RunningService.StartAsync("--MoodRec:Pool:MaxEngines", "1", "--MoodRec:Pool:QueueTimeout", "00:00:02");
        await using IBrowserContext context = await _browser.NewContextAsync();
        IPage page = await OpenAsync(context, service, mayFail: true);
        ILocator problem = page.GetByRole(AriaRole.Alert);
        await page.GetByLabel("How do you feel?").FillAsync("so sad");
        using var end = new ManualResetEventSlim();
        Task<bool> explaining = Task.Run(() => service.Pool.ExplainAsync(new ListenerContext(), (_, _) => end.Wait(TimeSpan.FromMinutes(1))));
        using (MoodRecEngineLease lease = service.Pool.Rent())
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
            await Expect(page.Locator("#status")).ToHaveTextAsync("Looking for songs…");
            await Expect(problem).ToContainTextAsync("The service is busy.");
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(page.GetByText("this time without reasons")).ToBeVisibleAsync();
        end.Set();
        Assert.IsTrue(await explaining);
        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(page.GetByText("this time without reasons")).ToBeHiddenAsync();
        await Expect(page.Locator("#status")).ToHaveTextAsync(new Regex("^4 songs for "));
        await Expect(problem).ToBeHiddenAsync();

        await page.GetByLabel("How do you feel?").FillAsync(new string('x', 4001));
        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(page.Locator("#text-error")).ToContainTextAsync("4001 characters; expected at most 4000");
        await Expect(page.GetByLabel("How do you feel?")).ToBeFocusedAsync();

        await service.DisposeAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(problem).ToContainTextAsync("The service cannot be reached.");
        await Expect(page.Locator("#lists li")).ToHaveCountAsync(8); // The songs that were there stay.
    }

    [TestMethod]
    public async Task Page_ServiceWithAKey_AsksForItAndUsesIt()
    {
        const string Key = "0123456789abcdef";
        await using RunningService service = await RunningService.StartAsync("--MoodRec:ApiKey", Key);
        await using IBrowserContext context = await _browser.NewContextAsync();
        IPage page = await OpenAsync(context, service, mayFail: true);

        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("asks for an API key");
        await Expect(page.GetByLabel("API key")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(Key);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("#status")).ToHaveTextAsync("4 songs.");
    }

    [TestMethod]
    [DataRow(1280, 900, ColorScheme.Light)]
    [DataRow(1280, 900, ColorScheme.Dark)]
    [DataRow(390, 844, ColorScheme.Light)]
    [DataRow(390, 844, ColorScheme.Dark)]
    public async Task Page_WidthAndScheme_HoldsNothingTooWideTooFaintOrWithoutAName(int width, int height, ColorScheme scheme)
    {
        await using RunningService service = await RunningService.StartAsync(zips: null, ScoringModel.WriteTo(s_folder));
        await using IBrowserContext context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
        IPage page = await OpenAsync(context, service);
        await page.GetByLabel("How do you feel?").FillAsync("so happy today");
        await page.GetByLabel("Songs you heard", new() { Exact = true }).FillAsync("the 11th");
        await page.Keyboard.PressAsync("Enter"); // Before anything was found: it picks nothing and sends nothing.
        await Found(page).GetByRole(AriaRole.Option).ClickAsync();
        await page.GetByLabel("Lift", new() { Exact = true }).CheckAsync();
        await Slider(page, "Pleasant").FillAsync("-0.6");
        await page.GetByText("More options").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync();
        await Expect(page.Locator("#lists li")).ToHaveCountAsync(20);

        string file = Path.Combine(TestContext.TestRunResultsDirectory ?? Path.GetTempPath(), $"page-{width}-{scheme}.png");
        await page.ScreenshotAsync(new() { Path = file, FullPage = true });
        TestContext.AddResultFile(file);
        Assert.IsLessThanOrEqualTo(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        CollectionAssert.AreEqual(Array.Empty<string>(), await page.EvaluateAsync<string[]>(PageChecks.FaintTexts));
        CollectionAssert.AreEqual(Array.Empty<string>(), await page.EvaluateAsync<string[]>(PageChecks.ControlsWithoutNameOrRoom));
    }

    /// <summary>Opens the page. A request to another address fails the test, and an error in the console too unless requests are to fail.</summary>
    private async Task<IPage> OpenAsync(IBrowserContext context, RunningService service, bool mayFail = false)
    {
        IPage page = await context.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(service.Address.ToString(), StringComparison.Ordinal))
            {
                _wrong.Add(request.Url);
            }
        };
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !mayFail)
            {
                _wrong.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _wrong.Add(error);
        await page.GotoAsync(service.Address.ToString());
        return page;
    }

    private static async Task TabToAsync(IPage page, ILocator control)
    {
        for (int i = 0; i < 20 && !await control.EvaluateAsync<bool>("e => e === document.activeElement"); i++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        await Expect(control).ToBeFocusedAsync();
    }

    /// <summary>Asks for songs, and gives the valence and arousal that were sent.</summary>
    private static async Task<string> SentMoodAsync(IPage page)
    {
        IRequest request = await page.RunAndWaitForRequestAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Find songs" }).ClickAsync(), new Regex("/recommend$"));
        return await page.EvaluateAsync<string>("body => { const sent = JSON.parse(body); return `${sent.valence} ${sent.arousal}`; }", request.PostData);
    }

    private static ILocator Slider(IPage page, string name) => page.GetByRole(AriaRole.Slider, new() { Name = name, Exact = true });

    private static ILocator Found(IPage page) => page.GetByRole(AriaRole.Listbox, new() { Name = "Songs found" });

    private static ILocator Titles(IPage page, string list) => page.GetByRole(AriaRole.Region, new() { Name = list, Exact = true }).Locator("li .title");

    private static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
