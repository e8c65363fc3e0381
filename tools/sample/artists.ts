import type { Genre } from './genres.js';

/**
 * Which genre each artist belongs to, from common knowledge: the best known first, each with other genres people also
 * file them under. These overlaps are what a model can learn.
 *
 * `Name > Genre Genre; Name; …`, one text per genre, because a list of objects would be ten times as long.
 */
export const artistsByGenre: Record<Genre, string> = {
  Alternative: `Radiohead > Rock Indie Electronic; Nirvana > Rock Punk; Red Hot Chili Peppers > Rock;
    Coldplay > Pop Rock; Gorillaz > Hip-Hop Electronic Pop; Linkin Park > Metal Rock Rap; Foo Fighters > Rock;
    Muse > Rock; The Cure > Rock Indie; R.E.M. > Rock Indie; Depeche Mode > Electronic Dance; Pearl Jam > Rock;
    The Smashing Pumpkins > Rock Metal; Björk > Electronic Pop`,
  Blues: `B.B. King > Soul Jazz; Muddy Waters > Rock; Etta James > Soul R&B Jazz; John Lee Hooker; Howlin' Wolf;
    Stevie Ray Vaughan > Rock; Buddy Guy > Rock; Robert Johnson > Folk; Bonnie Raitt > Rock Country;
    Albert King > Soul; Bessie Smith > Jazz; Lead Belly > Folk; Freddie King > Soul; Elmore James`,
  Classical: `Johann Sebastian Bach; Wolfgang Amadeus Mozart > Opera; Ludwig van Beethoven; Frédéric Chopin;
    Pyotr Ilyich Tchaikovsky > Soundtrack; Antonio Vivaldi > Opera; Claude Debussy > Soundtrack; Johannes Brahms;
    Franz Schubert; George Frideric Handel > Opera; Sergei Rachmaninoff; Maurice Ravel; Yo-Yo Ma > Soundtrack World;
    Philip Glass > Soundtrack Opera`,
  Country: `Johnny Cash > Folk Rock; Dolly Parton > Folk Pop; Willie Nelson > Folk Blues; Shania Twain > Pop;
    Hank Williams > Folk Blues; Chris Stapleton > Blues Soul; Kacey Musgraves > Pop Folk; Patsy Cline > Pop;
    Garth Brooks > Pop; Luke Combs > Rock; Emmylou Harris > Folk; Merle Haggard > Folk; Waylon Jennings > Rock;
    Loretta Lynn > Folk`,
  Dance: `Daft Punk > Electronic Pop; David Guetta > Electronic Pop; Calvin Harris > Electronic Pop; Dua Lipa > Pop;
    Avicii > Electronic Pop; Donna Summer > Soul Pop; Bee Gees > Pop Rock; Kylie Minogue > Pop; Chic > Soul R&B;
    Robyn > Pop Electronic; Pet Shop Boys > Electronic Pop; Gloria Gaynor > Soul; Tiësto > Electronic;
    Disclosure > Electronic R&B`,
  Electronic: `The Chemical Brothers > Dance Alternative; Kraftwerk > Dance; Massive Attack > Alternative Hip-Hop;
    The Prodigy > Dance Punk; Moby > Dance Alternative; Aphex Twin; Portishead > Alternative; Air > Indie Pop;
    Fatboy Slim > Dance Alternative; Boards of Canada > Indie; Underworld > Dance; Bonobo > Jazz World;
    Brian Eno > Alternative Soundtrack; Jon Hopkins > Soundtrack`,
  Folk: `Bob Dylan > Rock; Simon & Garfunkel > Pop Rock; Joni Mitchell > Jazz Rock; Leonard Cohen > Rock;
    Bon Iver > Indie Electronic; Cat Stevens > Pop Rock; Neil Young > Rock Country; Fleet Foxes > Indie;
    Mumford & Sons > Indie Rock; Nick Drake > Indie; Tracy Chapman > Blues Pop; Joan Baez > Country;
    Sufjan Stevens > Indie; Iron & Wine > Indie`,
  'Hip-Hop': `Kanye West > Rap Pop; OutKast > Rap R&B; Lauryn Hill > Soul R&B; Beastie Boys > Rap Rock Punk;
    A Tribe Called Quest > Jazz Rap; Fugees > Rap R&B Reggae; Wu-Tang Clan > Rap; Missy Elliott > R&B Rap; Nas > Rap;
    The Roots > Soul Jazz Rap; De La Soul > Rap; Run-D.M.C. > Rap Rock; Public Enemy > Rap; Common > Soul Rap`,
  Indie: `Arctic Monkeys > Rock Alternative; The Strokes > Rock Alternative;
    Tame Impala > Alternative Electronic Rock; The Smiths > Alternative Rock; Arcade Fire > Alternative Rock;
    Florence + The Machine > Pop Alternative; Vampire Weekend > Alternative Pop; The xx > Electronic Alternative;
    Phoebe Bridgers > Folk Alternative; The National > Alternative Rock; MGMT > Electronic Alternative;
    Beach House > Alternative; Mitski > Alternative; Phoenix > Alternative Pop`,
  Jazz: `Miles Davis; Nina Simone > Soul Blues; Louis Armstrong > Blues Pop; Ella Fitzgerald > Blues Pop;
    John Coltrane; Billie Holiday > Blues; Norah Jones > Pop Folk; Chet Baker; Dave Brubeck > Classical;
    Duke Ellington > Blues; Bill Evans > Classical; Herbie Hancock > Soul Hip-Hop; Stan Getz > Latin World;
    Thelonious Monk`,
  Latin: `Shakira > Pop Dance Reggaeton; Santana > Rock Blues; Rosalía > Pop Reggaeton; Ricky Martin > Pop Dance;
    Marc Anthony > Pop; Juanes > Pop Rock; Celia Cruz > World; Buena Vista Social Club > World Jazz;
    Gloria Estefan > Pop Dance; Antônio Carlos Jobim > Jazz World; Romeo Santos > Reggaeton; Maná > Rock Pop;
    Astrud Gilberto > Jazz World; Juan Luis Guerra > Pop`,
  Metal: `Metallica > Rock; Iron Maiden > Rock; Black Sabbath > Rock; System of a Down > Alternative Rock;
    Rage Against the Machine > Alternative Rap Rock; Slipknot > Alternative; Tool > Alternative Rock;
    Rammstein > Rock; Motörhead > Rock Punk; Judas Priest > Rock; Deftones > Alternative; Megadeth; Slayer > Punk;
    Ghost > Rock`,
  Opera: `Luciano Pavarotti > Classical; Maria Callas > Classical; Andrea Bocelli > Pop Classical;
    Giuseppe Verdi > Classical; Giacomo Puccini > Classical; Plácido Domingo > Classical Latin;
    Richard Wagner > Classical; Georges Bizet > Classical; José Carreras > Classical; Cecilia Bartoli > Classical;
    Montserrat Caballé > Classical; Renée Fleming > Classical Soundtrack; Gioachino Rossini > Classical; Anna Netrebko`,
  Pop: `Michael Jackson > R&B Soul Dance; Taylor Swift > Country Folk; The Beatles > Rock; Madonna > Dance;
    Beyoncé > R&B Dance; Rihanna > R&B Dance; Adele > Soul; ABBA > Dance; Lady Gaga > Dance; Bruno Mars > R&B Soul;
    Billie Eilish > Alternative Electronic; Elton John > Rock; Prince > R&B Soul Rock; Whitney Houston > R&B Soul;
    Ariana Grande > R&B; Ed Sheeran > Folk; Lana Del Rey > Alternative Indie`,
  Punk: `Green Day > Alternative Rock; Ramones > Rock; The Clash > Rock Reggae; Blink-182 > Alternative Pop;
    The Offspring > Alternative Rock; Sex Pistols > Rock; Iggy Pop > Rock Alternative; Patti Smith > Rock;
    Bad Religion > Rock; Dead Kennedys; Rancid > Ska; NOFX > Ska; Misfits > Metal; Buzzcocks > Indie`,
  'R&B': `The Weeknd > Pop Dance Electronic; Alicia Keys > Soul Pop; Usher > Pop Hip-Hop; Frank Ocean > Soul Hip-Hop;
    SZA > Soul Pop; Destiny's Child > Pop Hip-Hop; Sade > Soul Jazz Pop; Erykah Badu > Soul Hip-Hop Jazz;
    Janet Jackson > Pop Dance; TLC > Pop Hip-Hop; Mary J. Blige > Soul Hip-Hop; D'Angelo > Soul;
    Aaliyah > Hip-Hop Pop; Anderson .Paak > Soul Hip-Hop`,
  Rap: `Eminem > Hip-Hop Pop; Kendrick Lamar > Hip-Hop Jazz; Drake > Hip-Hop R&B Pop; Jay-Z > Hip-Hop; 2Pac > Hip-Hop;
    The Notorious B.I.G. > Hip-Hop; Snoop Dogg > Hip-Hop; Travis Scott > Hip-Hop; Post Malone > Pop Hip-Hop;
    "Tyler, The Creator" > Hip-Hop R&B; Dr. Dre > Hip-Hop; Nicki Minaj > Hip-Hop Pop; Lil Wayne > Hip-Hop;
    A$AP Rocky > Hip-Hop`,
  Reggae: `Bob Marley & The Wailers > Ska World; Jimmy Cliff > Ska Soul; UB40 > Pop; Peter Tosh > World;
    Toots & The Maytals > Ska Soul; Sean Paul > Dance Hip-Hop Reggaeton; Shaggy > Pop Dance; Damian Marley > Hip-Hop;
    Gregory Isaacs; Burning Spear; Lee "Scratch" Perry > Electronic; Inner Circle > Pop; Dennis Brown; Black Uhuru`,
  Reggaeton: `Bad Bunny > Latin Rap; Daddy Yankee > Latin Hip-Hop; J Balvin > Latin Pop; Karol G > Latin Pop;
    Maluma > Latin Pop; Ozuna > Latin; Luis Fonsi > Latin Pop; Don Omar > Latin; Nicky Jam > Latin;
    Rauw Alejandro > Latin R&B; Calle 13 > Latin Hip-Hop; Becky G > Latin Pop; Anuel AA > Rap Latin;
    Wisin & Yandel > Latin`,
  Rock: `Queen > Pop; The Rolling Stones > Blues; Led Zeppelin > Blues Metal; Pink Floyd;
    David Bowie > Pop Alternative; AC/DC > Metal; U2 > Alternative Pop; Fleetwood Mac > Pop Blues;
    Guns N' Roses > Metal; Jimi Hendrix > Blues; Bruce Springsteen > Folk; The Doors > Blues; Eagles > Country;
    The Police > Reggae Pop; Oasis > Alternative Indie; Creedence Clearwater Revival > Country Blues;
    Eric Clapton > Blues`,
  Ska: `Madness > Pop; The Specials > Punk Reggae; No Doubt > Pop Alternative Rock; Sublime > Reggae Punk Alternative;
    Desmond Dekker > Reggae; The Skatalites > Reggae Jazz; Reel Big Fish > Punk; The Mighty Mighty Bosstones > Punk;
    Less Than Jake > Punk; Prince Buster > Reggae; The Selecter > Reggae; Operation Ivy > Punk;
    Los Fabulosos Cadillacs > Latin Rock; Streetlight Manifesto > Punk`,
  Soul: `Stevie Wonder > R&B Pop; Aretha Franklin > R&B Blues; Marvin Gaye > R&B; Amy Winehouse > R&B Jazz Pop;
    Otis Redding > R&B Blues; Bill Withers > R&B Folk; Ray Charles > Blues R&B Jazz; Al Green > R&B;
    Sam Cooke > R&B Pop; "Earth, Wind & Fire" > Dance R&B Pop; James Brown > R&B Dance; The Temptations > R&B Pop;
    The Supremes > Pop R&B; Curtis Mayfield > R&B`,
  Soundtrack: `Hans Zimmer > Classical Electronic; John Williams > Classical; Ennio Morricone > Classical;
    Ludovico Einaudi > Classical; Howard Shore > Classical; Max Richter > Classical Electronic;
    Yann Tiersen > Folk Classical; Joe Hisaishi > Classical World; Ramin Djawadi > Classical;
    Ryuichi Sakamoto > Electronic Classical; Danny Elfman > Classical; James Horner > Classical;
    Trent Reznor > Electronic Alternative; A.R. Rahman > World Pop`,
  World: `Cesária Évora > Folk Latin; Fela Kuti > Jazz Soul; Manu Chao > Latin Reggae Alternative;
    Miriam Makeba > Jazz Folk; Youssou N'Dour > Pop; Gipsy Kings > Latin; Ali Farka Touré > Blues; Édith Piaf > Pop;
    Tinariwen > Blues Rock; Ravi Shankar > Classical; Mulatu Astatke > Jazz; Amadou & Mariam > Blues Pop;
    Nusrat Fateh Ali Khan > Soundtrack; Hugh Masekela > Jazz`,
};
